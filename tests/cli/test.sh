# Reference cases: a small pack in full, the shipped one in numbers, and what a
# lost case does to it.
. "$ROOT/tests/try.sh"
copy_small_pack
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
    s/holds: \[danger_now: emergency, long_pain\]/holds: [danger_now]/
    s/missing: \[fever\]/missing: [weeks_since_birth]/
    s/not_shown: \[move\]/not_shown: [swim]\n  shown: [move]/' \
    small/tests/cases.yaml >wrong/tests/cases.yaml
try test wrong
try test --json wrong
echo "-- what they would show is not named"
backcheck test --coverage wrong | tail -n 9

echo "-- cases with errors"
with() {
    echo "-- $1"
    sed "$1" small/tests/cases.yaml >wrong/tests/cases.yaml
    backcheck test wrong
    echo "exit $?"
}
with 's/  withheld:/  witheld:/'
with 's/holds: \[danger_now: /holds: [danger_nwo: /'
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
sed '/a fever after a needle/,/^$/d' small/tests/cases.yaml \
    >wrong/tests/cases.yaml
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

echo "-- levels of findings"
cp -r small/tests wrong/tests
cp small/red-flags.yaml wrong
with 's/not_ruled_out: \[danger_now: {level: urgent, within_hours: 1}/not_ruled_out: [danger_now: emergency/'
with 's/holds: \[danger_now: emergency, long_pain/holds: [danger_now: grave, long_pain: {level: routine}/'
with 's/holds: \[danger_now: emergency, long_pain/holds: [danger_now: {level: emergency, within_hours: 1}, long_pain: {}/'
with 's/holds: \[danger_now: emergency, long_pain/holds: [{danger_now: emergency, long_pain: none}/'
with 's/fits: \[muscle\]/fits: [muscle: urgent]/'
cp small/tests/cases.yaml wrong/tests
sed '0,/if_unsure: urgent/s//if_unsure: none/; /if_unsure_within_hours/d' \
    small/red-flags.yaml >wrong/red-flags.yaml
backcheck test wrong

echo "-- the shipped pack"
shipped=$ROOT/data/postpartum-back
backcheck test --coverage "$shipped" | tail -n 5
echo "-- each of these lost, and the suggested case pasted in"
cp -r "$shipped" lost
for which in cases=40 tips=20 coverage=1 coverage=30 neighbours=60; do
    file=${which%=*} n=${which#*=}
    awk -v n=$n '/^- name: / { at++ } /^\.\.\.$/ { at = 0 } at != n' \
        "$shipped/tests/$file.yaml" >"lost/tests/$file.yaml"
    backcheck test --coverage lost >out
    echo "exit $?"
    grep '^lost/.*: no case' out
    suggested <out >lost/tests/pasted.yaml
    backcheck test --coverage lost >out
    echo "exit $?: $(grep -c '^coverage: .* 100 %' out) of 4"
    rm lost/tests/pasted.yaml
    cp "$shipped/tests/$file.yaml" lost/tests
done
