# A lost line must not look like success.
seed=$ROOT/tests/cli/seed.txt
try() {
    echo "-- $*"
    sh -c "$*"
    echo "exit $?"
}
export seed
try 'backcheck check $seed >/dev/full'
try 'backcheck check $seed >&-'
try 'backcheck tips >/dev/full'
try 'backcheck check -o none/out $seed'
try 'backcheck check -o out $seed; cat out | head -1'
try 'backcheck check nowhere.txt'
try 'backcheck check .'
mkfifo pipe
try 'backcheck check pipe'
try 'backcheck check $seed | head -1'
try 'cat $seed >pipe & backcheck check pipe | head -1'
try '(echo legs = both_legs; yes "# more" | head -c 1100000) | backcheck -q >o; head -1 o'
try 'sed s/legs.*/legs=both_legs/ $seed | backcheck >/dev/full'
try 'sed s/legs.*/legs=both_legs/ $seed | backcheck --json >/dev/full'
try 'head -c 1100000 /dev/zero | backcheck'
