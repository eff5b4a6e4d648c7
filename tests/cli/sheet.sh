# The sheet for one person: text and HTML, from a file and from a pipe.
seed=$ROOT/tests/cli/seed.txt well=$ROOT/tests/cli/well.txt
backcheck tips --region=uk "$seed" | head -22
echo "-- as a page"
backcheck tips --format=html --paper=a4 --large-print "$seed" >page
echo "exit $?"
sed '/^<style>/,/^<\/style>/d' page | head -24
grep '@page { size' page
echo "-- from a pipe, and as JSON, it is the same"
backcheck tips "$seed" >one
backcheck tips - <"$seed" >two
{
    awk -F ' = ' '/ = /{ print (n++ ? "," : "{") "\"" $1 "\":" \
        ($2 ~ /^[0-9]+$/ ? $2 : "\"" $2 "\"") }' "$seed"
    echo '}'
} | backcheck tips - >three
cmp one two && cmp one three && echo same

echo "-- the level is that of the check"
for change in '' 's/^course.*/course = slow_worse/' 's/^mood.*/mood = down/' \
    's/^fever.*/fever = t38/' 's/^head.*/head = thunder/' \
    's/^weeks.*/weeks_since_birth = 60/' 's/^harm.*/harm = plan/'; do
    sed "$change" "$well" >in
    backcheck <in >check
    backcheck tips - <in | grep -m 1 -nFx "$(head -1 check)" || echo other
done
echo "-- urgent: no tips, and no room wasted"
sed 's/^legs.*/legs = weak_one_mild/' "$well" | backcheck tips --region=us - |
    sed -n "1,/^Call 911 now/p"
echo "-- out of scope"
sed 's/^weeks.*/weeks_since_birth = 60/' "$well" | backcheck tips - | head -8

try() {
    echo "-- $*"
    sh -c "$*" >out 2>err
    echo "exit $?"
    cat err
    echo "stdout: $(head -3 out)"
}
export seed
echo "== an emergency besides a typo"
sed 's/^legs.*/legs = both_legs/; s/^fever/fevr/' "$seed" >typo
try 'backcheck tips typo'
backcheck tips typo 2>err | tail -1
try 'backcheck tips --format=html typo'
backcheck tips --format=html typo 2>err | sed '1,/^<main>/d'
echo "== answers that will not do"
sed '/^fever/d; /^course/d' "$seed" >gaps
try 'backcheck tips gaps'
try 'backcheck tips --format=html gaps'
try 'backcheck tips --allow-missing gaps'
try 'backcheck tips --quiet - </dev/null'
try 'backcheck tips nowhere.txt'
echo "== where it goes"
try 'backcheck tips -o sheet.txt $seed'
head -1 sheet.txt
try 'backcheck tips --format=html -o sheet.html $seed'
head -1 sheet.html
try 'backcheck tips $seed >/dev/full'
try 'backcheck tips --format=html $seed >/dev/full'
try 'backcheck tips -o /dev/full $seed'
try 'sed s/legs.*/legs=both_legs/ $seed | backcheck tips - >/dev/full'
try 'sed s/legs.*/legs=both_legs/ $seed | backcheck tips --format=html - >/dev/full'
echo "-- a terminal holds no answers"
"$PTY" backcheck tips - </dev/null
echo "exit $?"
"$PTY" backcheck tips --format=html /dev/tty </dev/null
echo "exit $?"
