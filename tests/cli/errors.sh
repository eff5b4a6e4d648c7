# Every problem is told, with its place; an emergency comes out all the same.
sed 's/^fever/fevr/; s/^legs = none/legs = both_legs/' \
    "$ROOT/tests/cli/seed.txt" >bad.txt
echo "-- misspelt key beside an emergency"
backcheck check bad.txt >card 2>err
echo "exit $?"
cat card err
echo "-- the same as JSON"
printf '{"fevr":"no","saddle":["saddle_numb"]}' | backcheck --json >out 2>err
echo "exit $?"
cut -c 1-130 out
cat err
echo "-- many problems at once"
backcheck <<'END'
severity = 11
legs = both_leg
danger = none, chest_breath
harm = knife
birth = caesarean, assisted
place =
severity = 3
feeding breast
END
echo "exit $?"
echo "-- a last line cut short"
printf 'danger = none\nsaddle = none' | backcheck 2>&1 | head -1
echo "-- lines"
printf 'none\n\nnone\n' | backcheck --from=lines 2>&1 | head -2
sed '/^#/d; s/.*= //; $p' "$ROOT/tests/cli/seed.txt" | backcheck --from=lines
echo "-- what cJSON would let through"
printf '{"fever":"no","fever":"t38"}' | backcheck 2>&1 | head -1
printf '{"Fever":"no"}' | backcheck 2>&1 | head -2
printf '{"fever":"no\\u0000"}' | backcheck 2>&1 | head -1
printf '{"severity":1e999}' | backcheck 2>&1 | head -1
printf '{"severity":2.5}' | backcheck 2>&1 | head -1
printf '{"severity":2} x' | backcheck 2>&1 | head -1
printf '{"severity":\n 2' | backcheck 2>&1 | head -1
printf '{"severity":"\377"}' | backcheck 2>&1 | head -1
echo "-- an answer that stands twice: the card says why, if not what she said"
printf 'legs = both_legs\nlegs = none\n' |
    backcheck check --allow-missing 2>/dev/null |
    sed -n '/^Why/,/^Say/p'
