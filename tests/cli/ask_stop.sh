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
