# Where rules come from, and rules that cannot be used.
run() {
    backcheck "$@" </dev/null >out 2>err
    echo "exit $?, stdout $(wc -c <out) bytes"
    sed "s|$ROOT|ROOT|g" err
}
echo "-- not there, a file, a pipe"
run tips --rules=nowhere
: >plain
run tips --rules=plain
mkfifo pipe
run tips --rules=pipe
echo "-- never the current directory"
mkdir postpartum-back
run tips
echo "-- a copy is the same pack"
cp -r "$ROOT/data/postpartum-back" copy
backcheck --rules=copy tips | tail -2
echo "-- a changed copy says so"
sed 's/^# Tips/# My tips/' "$ROOT/data/postpartum-back/tips.yaml" \
    >copy/tips.yaml
BACKCHECK_RULES=copy backcheck tips | tail -2
echo "-- a fault, with its place"
sed 's/saddle: \[saddle_numb\]/sadle: [saddle_numb]/' \
    "$ROOT/data/postpartum-back/red-flags.yaml" >copy/red-flags.yaml
run check --rules=copy
echo "-- every file of it"
for file in "$ROOT"/data/postpartum-back/*.yaml; do
    rm -rf one
    cp -r "$ROOT/data/postpartum-back" one
    head -n 20 "$file" >"one/${file##*/}"
    run check --rules=one | head -2
    rm "one/${file##*/}"
    run check --rules=one | sed -n 2p
done
echo "-- a rule file under a wrong name"
mv one/tips.yaml one/tip.yaml 2>/dev/null ||
    cp "$ROOT/data/postpartum-back/tips.yaml" one/tip.yaml
run check --rules=one | grep tip.yaml
