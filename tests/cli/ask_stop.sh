# Ends without advice: stop, end of input, the interrupt key. What was said so
# far never passes for good news.
tell() { sed -n '/Question [2-9]/,$!d; /Answer/,$p' | tail -4; }
printf 'none\nstop\n' | "$PTY" backcheck >out
echo "code $?"
tail -3 out
printf 'none\nnone\n1\nt38\nstop\n' | "$PTY" backcheck >out
echo "code $?"
tail -3 out
printf 'none\nnone\n1\n5\n^D\n' | "$PTY" backcheck >out
echo "code $?"
tail -3 out
printf 'none\n^C\n' | "$PTY" backcheck >out
echo "code $?"
tail -1 out
echo "-- stopped with an emergency still open"
printf 'none\nnot sure\nquit\n' | "$PTY" backcheck --region=uk >out
echo "code $?"
tail -3 out
echo "-- stopped after a private answer: the crisis line is named"
printf 'none\nnone\n1\n1\nnone\n2\nstop\n' |
    "$PTY" backcheck --region=us >out
echo "code $?"
tail -5 out
echo "-- stopped at the list of answers"
printf '%s\n' none none 1 no none no 1 20 2 1 none none none 1 2 1 1 1 none 1 \
    none no exit | "$PTY" backcheck --region=uk >out
echo "code $?"
tail -5 out
