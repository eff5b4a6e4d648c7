# Mistakes in a pack: as text and as JSON, with their places and exit codes.
. "$ROOT/tests/try.sh"
try lint
try lint --json
try lint --today=2027-05-22 -q
try lint --today=2027-05-23
copy_small_pack
try lint small
BACKCHECK_RULES=small backcheck lint --json
edit() { # file, sed script
    sed "$2" "$ROOT/tests/pack/$1" >small/$1
}
edit red-flags.yaml 's/danger: \[chest, bleed\]/danger: [none]/
    s/This needs help now/Call 999. If it hurts, do not lift/'
edit conditions.yaml 's/id: two_signs/id: extra/'
edit referrals.yaml 's/is: two_signs/pain_weeks: {at_most: 99}/'
try lint small
try lint small --json
try lint small --json -q -o found.json
tr ',' '\n' <found.json | grep -c '"code"'
echo "-- what does not load is found as well"
edit red-flags.yaml 's/fever: \[t38\]/fever: [t39]/'
edit pack.yaml 's/2027-05-22/2027-13-22/'
try lint small
edit pack.yaml ''
try lint --json --rules=small
echo "-- more than are kept"
{
    echo "- id: A"
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "  key$n: 1"; done
    for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do echo "  word$n: 1"; done
    echo ...
} >small/sources.yaml
backcheck lint small 2>&1 | tail -3
backcheck lint small --json -q | tr '{' '\n' | tail -1
rm small/tips.yaml
echo "-- a file is missing, a file is none of a pack's"
try lint small
cp small/pack.yaml small/packs.yaml
backcheck lint -q small | grep -A1 packs
echo "-- the cases beside a pack"
cp -r "$ROOT/tests/pack" cases
cp "$ROOT/data/postpartum-back/contacts.yaml" cases
{
    sed -n 's/"nothing wrong"/"a fever after a needle"/; 3,12p' \
        small/tests/cases.yaml
    echo ...
} >cases/tests/more.yaml
try lint cases
try lint --json -q cases
rm cases/tests/more.yaml
sed -i 's/^  level: self_care/  level: selfcare/' cases/tests/cases.yaml
try lint cases
rm -r cases/tests
try lint cases
echo "-- no pack at all"
mkdir empty
try lint empty
echo "-- the pack is one step down"
mkdir above
cp -r "$ROOT/tests/pack" above/two
cp -r "$ROOT/tests/pack" above/one
touch above/some.yaml
for verb in lint prove test graph check; do
    backcheck $verb --rules=above </dev/null
    echo "exit $?"
done
try lint "$ROOT/data" 2>&1 | sed "s|$ROOT/||g"
try lint nowhere
try lint --today=tomorrow
try lint --today=2026-13-01
try lint --format=text
try lint --lang=fr
try check --today=2026-11-22
