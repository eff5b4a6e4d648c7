# Private answers: in no output of a script, by value or by the rule's name.
for answer in thoughts voices plan prefer_not not_sure; do
    sed "s/^harm.*/harm = $answer/" "$ROOT/tests/cli/well.txt" >in
    backcheck --json <in >json 2>err
    backcheck <in >text 2>>err
    echo "$answer: $(head -1 text)"
    grep -Ei "$answer|harm|crisis|suicid|voices" json text err |
        grep -v 'thoughts of harm'
    sed 's/.*"findings":\(\[[^]]*\]\).*/\1/' json
done
for answer in not_safe danger_now; do
    { cat "$ROOT/tests/cli/well.txt"; echo "home = $answer"; } >in
    backcheck --json <in >json 2>err
    backcheck <in >text 2>>err
    echo "$answer: $(head -1 text)"
    grep -Ei "$answer|home_|police|abuse" json text err
    sed 's/.*"findings":\(\[[^]]*\]\).*/\1/' json
done
echo "-- a wrong private answer is not repeated"
sed 's/^harm.*/harm = secret_word/' "$ROOT/tests/cli/well.txt" | backcheck
