# A stream of records: one line in, one line out.
cat >records <<'END'
{"id":"p-001","answers":{"legs":"both_legs","fever":"no"}}

{"answers":{"legs":"both_legs"},"id":"p-\u00e9 \"q\"","note":{"any":["thing"]}}
{"id":"p-003","answers":{"fevr":"t38"}}
{"id":"p-004","answers":{"legs":"both_legs","severity":11}}
{"id":"p-005","answers":{"legs":"both_legs","le
{"id":"p-006","answers":{"legs":"none"},"answers":{}}
{"id":6,"answers":{"legs":"none"}}
{"id":"p-007"}
[]
END
printf '{"id":"no end","answers":{"place":["low_back"]}' >>records
brief() {
    sed 's/"not_ruled_out":\[[^]]*\]/"not_ruled_out":[...]/; s/"unanswered":\[[^]]*\]/"unanswered":[...]/'
}
"$BACKCHECK" batch records 2>err | brief
cat err
"$BACKCHECK" batch <records >/dev/null 2>&1
echo "exits $?"
"$BACKCHECK" batch --tolerate-errors -q <records >/dev/null
echo "exits $?"
: | "$BACKCHECK" batch
echo "empty: exits $?"
"$BACKCHECK" batch nowhere
echo "exits $?"
echo "-- no default leads out of an emergency"
. "$ROOT/tests/try.sh"
copy_small_pack
sed '/if_not_sure: 2/{n;s/unknown/60/;}' "$ROOT/tests/pack/questions.yaml" >small/questions.yaml
sed 's/harm: \[plan\]/all: [{harm: [plan]}, {pain_weeks: {at_least: 3}}]/' \
    "$ROOT/tests/pack/red-flags.yaml" >small/red-flags.yaml
echo '{"answers":{"danger":["none"],"fever":"normal","harm":"not_sure","pain_weeks":5,"x":1}}' |
    "$BACKCHECK" batch -q -r small
