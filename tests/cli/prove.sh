# What prove says of a small pack, of one broken for it, and of none.
. "$ROOT/tests/try.sh"
copy_small_pack
try prove small
echo "-- mended: the open red flag asks for a visit"
cp -r small mended
sed -i '/^- id: fever_after_needle/,/^  say/s/if_unsure: none/if_unsure: urgent/' \
    mended/red-flags.yaml
try prove mended
try prove --rules=mended --json
backcheck prove --output=told mended
echo "exit $?"
backcheck prove mended | cmp - told
echo "-- broken: each is replayed from the lines that prove prints"
replay() { # letter, pack
    backcheck prove "$2" >told
    echo "exit $?"
    sed -n "/^$1\. /,/^[b-f]\. \|^This/p" told |
        sed -n '/^   [^ ].*/d;/^[a-z_0-9]* = /p' >answers.txt
    sed -n "/^$1\. /,/^[b-f]\. [A-Z]/p" told | sed '$d'
    backcheck check --allow-missing --rules="$2" --explain answers.txt >result
    sed -n '/^[A-Z][A-Z ]*\. /p;/^Tips that fit/,/^$/p' result
}
replay a small
cp -r mended broken
sed -i '/^- id: weeks_since_birth/,/^- id/s/if_missing: unknown/if_missing: 40/' \
    broken/questions.yaml
replay e broken
echo "-- both sides of a failure, as a comment among the answers tells"
cp -r mended milder
sed -i 's/- fever: \[t38\]/- fever: [normal]/' milder/red-flags.yaml
replay b milder
other=$(sed -n "s/^# with '\(.*\)': .*/\1/p" told)
sed "s/^${other%% *} = .*/$other/" answers.txt >other.txt
cat other.txt
for answers in answers other; do
    backcheck check --allow-missing --rules=milder --json $answers.txt |
        grep -o '"status":"[a-z]*","level":"[a-z_]*"'
done
backcheck prove --json milder | sed 's/.*\("property":"worse.*\),{"property":"all.*/\1/'
echo "-- nothing stops the interview"
cp -r mended calm
sed -i 's/: emergency/: urgent/' calm/red-flags.yaml calm/referrals.yaml
backcheck prove calm | sed -n '/^f\. /,/^This/p'
backcheck prove --json calm | grep -o '"way_to_the_alarm"[^}]*'
echo "-- what is taken as true"
cp -r small open
sed -i '/^- id: fever_after_needle/,/^  say/s/if_unsure: none/&\
  if_unsure_why: "Nobody is unsure of that."/' open/red-flags.yaml
backcheck prove open | sed -n '/^Taken/,$p'
backcheck prove --json open | sed 's/.*\("taken_as_true".*\)/\1/'
try prove nowhere
try prove small small
try prove --format=dot
