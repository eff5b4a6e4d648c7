# Where each sentence comes from: rule, answers, sources.
sed 's/^severity.*/severity = not_sure/; s/^birth.*/birth = caesarean/
    s/^weeks.*/weeks_since_birth = 3/; s/^harm.*/harm = prefer_not/' \
    "$ROOT/tests/cli/seed.txt" >in
backcheck check --explain in | sed -n '/^How this/,$p'
backcheck check --explain --json in >json
sed 's/.*"findings":\[{\([^}]*}[^}]*\)}.*/\1/' json
grep -c prefer_not json
echo "-- an emergency card stays as it is"
sed 's/^head.*/head = thunder/' in >alarm
backcheck check alarm >plain
backcheck check --explain alarm | cmp - plain && echo same
echo "-- sources"
backcheck questions --sources | head -4
backcheck questions --sources --json | cut -c 1-260
echo "-- one hour is no hours"
printf '%s = none\n' danger saddle legs head | sed '$a\fever = no\nharm = no' |
    backcheck --allow-missing --explain | grep -A 1 'within 1 '
