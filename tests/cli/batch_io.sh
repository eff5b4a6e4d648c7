# The ends of a stream: what is read, what is written, and what went wrong.
for i in 1 2 3; do
    echo "{\"id\":\"p$i\",\"answers\":{\"legs\":\"both_legs\"}}"
done >good
{ cat good; echo '{"id":"bad"}'; } >some
yes '{"id":"p","answers":{"legs":"none"}}' | head -20000 >many
try() {
    echo "-- $*"
    sh -c "$*" 2>&1 | cut -c 1-75
}
try '$BACKCHECK batch good; echo exit $?'
try '$BACKCHECK batch some; echo exit $?'
try '$BACKCHECK batch -q some; echo exit $?'
try '$BACKCHECK batch --tolerate-errors some; echo exit $?'
try '$BACKCHECK batch -q --tolerate-errors some >/dev/full; echo exit $?'
try '$BACKCHECK batch - <good; echo exit $?'
cp some out
try '$BACKCHECK batch -o out good; echo exit $?; wc -l <out'
try '$BACKCHECK batch -o - good; echo exit $?'
try '$BACKCHECK batch -o none/out good; echo exit $?'
try '$BACKCHECK batch -o /dev/full good; echo exit $?'
try '$BACKCHECK batch good some; echo exit $?'
echo "-- a file is not its own result"
cp good same
try '$BACKCHECK batch -o same same; echo exit $?; cmp same good'
try '$BACKCHECK batch -o same <same; echo exit $?; cmp same good'
try '$BACKCHECK batch same >>same; echo exit $?; cmp same good'
try '$BACKCHECK batch <same >>same; echo exit $?; cmp same good'
echo "-- nothing to read"
try '$BACKCHECK batch -o /dev/null </dev/null; echo exit $?'
try '$BACKCHECK batch <&-; echo exit $?'
try '$BACKCHECK batch .; echo exit $?'
try '$BACKCHECK batch <.; echo exit $?'
try '$BACKCHECK batch -o same <.; echo exit $?; cmp same good'
mkfifo pipe
try '$BACKCHECK batch pipe; echo exit $?'
try 'cat good | $BACKCHECK batch /dev/stdin; echo exit $?'
try ': | { sleep 0.1; $BACKCHECK batch /dev/stdin; echo exit $?; }'
try '$PTY $BACKCHECK batch </dev/null; echo exit $?'
try '$PTY $BACKCHECK batch /dev/tty </dev/null; echo exit $?'
echo "-- nobody to write to"
try '$BACKCHECK batch good >&-; echo exit $?'
try '$BACKCHECK batch good >/dev/full; echo exit $?'
try '{ $BACKCHECK batch many; echo exit $? >end; } | head -1 >one; cat one end'
try 'trap "" PIPE; { $BACKCHECK batch many; echo exit $? >end; } | head -1 >one; cat one end'
