# Memory does not grow with the stream, nor with its lines.
# Freed memory that is kept for a look at it would count here.
export ASAN_OPTIONS=quarantine_size_mb=0
line='{"id":"p","answers":{"legs":"none","place":["low_back"],"severity":4}}'
peak() {
    "$PEAK" "$1" "$BACKCHECK" batch -q >/dev/null
    echo "exit $?"
}
long() {
    yes "$1" | tr -d '\n' | head -c 2097152
    echo
}
broken='{"id":"p","answers":{"legs":"both_legs",'
yes "$line" | head -10000 | peak few
yes "$line" | head -100000 | peak many
for i in 1 2 3 4 5 6; do
    long x
    long "$line"
    echo "$line"
done | peak long
{ printf '[' && long '[],'; } | peak pieces
yes "$broken" | head -4000 | peak few_broken
yes "$broken" | head -16000 | peak broken
expect() {
    more=$(($(cat "$1") - $(cat "$2")))
    if [ $more -le $((1024 * $3)) ]; then
        echo "$1: within $3 MiB of $2"
    else
        echo "$1: $more KiB more than $2"
    fi
}
expect many few 1
expect long few 1
expect broken few_broken 1
expect pieces few 64
