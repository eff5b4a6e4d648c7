# The right card on her own screen, and nowhere else.
plan() { printf 'none\nnone\n1\nno\nnone\n%s\n' "$1"; }
for answer in 3 4 5; do
    echo "-- $answer"
    plan $answer | "$PTY" backcheck --region=uk | sed -n '/^EMERGENCY/,$p'
done
echo "-- the result goes to a file: the card is on the screen only"
plan 5 | "$PTY" --split backcheck --region=uk | sed -n '/^EMERGENCY/,$p'
echo "-- json goes to a file"
plan 5 | "$PTY" --split backcheck --region=uk --json |
    sed -n '/^EMERGENCY/,$p' | cut -c 1-130
rest='1 8 no 1 none none none 1 2 1 1 1 5 1 none'
echo "-- rather not say"
{ plan 2; printf '%s\n' $rest no yes; } |
    "$PTY" backcheck --region=eu | sed -n '/^NOT URGENT. Book/,/^What may/p; /Next check/,$p'
echo "-- not sure"
{ plan 6; printf '%s\n' $rest no yes; } |
    "$PTY" backcheck --region=uk | sed -n '/^URGENT/,/^Call 999 now for/p'
echo "-- not safe at home"
{ plan 1; printf '%s\n' $rest yes 3 yes; } |
    "$PTY" backcheck --region=uk | sed -n '/^NOT URGENT. Book/,/^What may/p; /Next check/,$p'
echo "-- in danger at home"
{ plan 1; printf '%s\n' $rest yes 4; } |
    "$PTY" backcheck --region=uk | sed -n '/^EMERGENCY/,$p'
