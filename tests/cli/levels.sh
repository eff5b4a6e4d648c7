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
echo "-- fever before a birth: where to call, and what to do if nobody answers"
sed 's/^birth.*/birth = not_given_birth/; s/^fever.*/fever = t38/; /^weeks/d' \
    "$seed" | backcheck --region=uk | sed -n '1,/^While/p'
echo "-- not sure about bleeding and an injury"
sed 's/^danger.*/danger = not_sure\ndanger_unsure = heavy_bleed, big_injury/' \
    "$seed" | backcheck --region=uk | sed -n '1,/^While/p'
echo "-- leg pain easing, needle not said"
sed 's/^legs.*/legs = pain_one/; s/^weeks.*/weeks_since_birth = 3/
    /^back_needle/d' "$seed" | backcheck --allow-missing | sed -n '1,/^What/p'
echo "-- fever, and not sure about the needle: the card says so"
sed 's/^fever.*/fever = t38/; s/^back_needle.*/back_needle = not_sure/' "$seed" |
    backcheck --region=uk
