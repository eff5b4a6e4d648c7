# --exit-code, and the first words of each card.
seed=$ROOT/tests/cli/well.txt
try() {
    sed "$1" "$seed" | backcheck --exit-code $2 >out 2>/dev/null
    echo "exit $?: $(head -1 out)"
}
try ''
try 's/^course.*/course = slow_worse/'
try 's/^fever.*/fever = t38/'
try 's/^head.*/head = thunder/'
try 's/^weeks.*/weeks_since_birth = 60/'
try '/^legs/d' --allow-missing
try 's/^legs.*/legs = not_sure/'
echo "-- not measured, feeling well"
sed 's/^fever.*/fever = not_measured/' "$seed" | backcheck | head -6
echo "-- history not sure, severity missing"
sed 's/^history.*/history = not_sure/; /^severity/d' "$seed" |
    backcheck --allow-missing --region=us
echo "-- low mood in week 1, birth not sure"
sed 's/^mood.*/mood = down/; s/^weeks.*/weeks_since_birth = 1/
    s/^birth.*/birth = not_sure/; s/^pattern.*/pattern = feed_hold/' "$seed" |
    backcheck --region=eu
