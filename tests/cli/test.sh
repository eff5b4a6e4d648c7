# Reference cases: a small pack in full, the shipped one in numbers, and what a
# lost case does to it.
cp -r "$ROOT/tests/pack" small
cp "$ROOT/data/postpartum-back/contacts.yaml" small
try() {
    echo "-- backcheck $*"
    backcheck "$@"
    echo "exit $?"
}
try test small
try test --coverage small
echo "-- the suggested cases pasted in"
suggested() { # from stdin
    awk '/^- name: / { on = 1 } /^coverage: / { on = 0 } on'
    echo ...
}
backcheck test --coverage small | suggested >more
mv more small/tests/more.yaml
try test --coverage small/
rm small/tests/more.yaml
echo "-- JSON"
try test --json --coverage --rules=small

echo "-- cases that fail"
cp -r small wrong
sed 's/level: self_care/level: urgent/
    s/holds: \[danger_now, long_pain\]/holds: [danger_now]/
    s/missing: \[fever\]/missing: [weeks_since_birth]/
    s/not_shown: \[move\]/not_shown: [swim]\n  shown: [move]/' \
    small/tests/cases.yaml >wrong/tests/cases.yaml
try test wrong
try test --json wrong

echo "-- cases with errors"
with() {
    echo "-- $1"
    sed "$1" small/tests/cases.yaml >wrong/tests/cases.yaml
    backcheck test wrong
    echo "exit $?"
}
with 's/  withheld:/  witheld:/'
with 's/holds: \[danger_now, /holds: [danger_nwo, /'
with 's/shown: \[move\]/shown: [swim, swmi]/'
with 's/fits: \[muscle\]/fits: [mussel]/'
with 's/fever: normal, harm: "no", weeks_since_birth: 20, pain_weeks: 8/fever: warm, hram: 1, weeks_since_birth: 521, pain_weeks: [1, 2]/'
with 's/missing: \[fever\]/missing: [fevr, fever, fever]/'
with 's/status: complete/status: done/'
with '0,/level: self_care/s//level: routine/'
with '/^  status: complete/d'
with 's/answers: {danger: \[none\], fever: normal.*/answers: [none]/'
with 's/danger: not_sure, /danger: {a: b}, harm: [[a]], /'
with '$d'
with '/./d'
printf -- '- name: "a"\n...\n' >wrong/tests/b.yaml
mkdir wrong/tests/c.yaml
with ''

echo "-- rules that no answers show"
cp small/tests/cases.yaml wrong/tests/cases.yaml
rm -r wrong/tests/[bc].yaml
sed 's/fever: \[t38\]/fever: [t38]\n      - fever: [normal]/' \
    small/red-flags.yaml >wrong/red-flags.yaml
backcheck test --coverage wrong | grep 'can$'

echo "-- no cases"
rm -r wrong/tests
try test wrong
try test
try test nowhere
try test small small
try test --explain small
try check --coverage

echo "-- the shipped pack"
shipped=$ROOT/data/postpartum-back
backcheck test --coverage "$shipped" | tail -n 2
echo "-- each of these lost, and the suggested case pasted in"
cp -r "$shipped" lost
rm lost/tests/neighbours.yaml # it shows much of this once more
for n in 1 15 28; do
    awk -v n=$n '/^- name: / { at++ } /^\.\.\.$/ { at = 0 } at != n' \
        "$shipped/tests/coverage.yaml" >lost/tests/coverage.yaml
    backcheck test --coverage lost >out
    echo "exit $?"
    grep '^lost/.*: no case' out
    suggested <out >lost/tests/pasted.yaml
    backcheck test --coverage lost >out
    echo "exit $?: $(grep '^coverage: ' out)"
    rm lost/tests/pasted.yaml
done
