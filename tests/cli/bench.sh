# The programs of the benchmark, at the smallest size, so that they do not rot.
gen="${BACKCHECK%/*}/bench/gen" limit="${BACKCHECK%/*}/bench/limit"

echo '# the same seed gives the same bytes, and another number no others'
"$gen" records synth 200 7 | tee synth | cksum
"$gen" records synth 50 7 | cmp - synth 2>&1 | sed 's/ after.*//'
"$gen" facts 200 7 | cksum
"$gen" records shipped 50 7 >shipped
"$gen" records shipped 50 7 | cmp - shipped
wc -l <shipped

echo '# what holds, and what is open, is what the generator works out'
for rules in 40 400 4000; do
    "$gen" pack $rules 7 pack
    cat pack/*.yaml | cksum
    "$gen" expect $rules 50 7 >expected
    head -50 synth | "$BACKCHECK" batch --rules=pack | sed '
        s/.*"id":"\([^"]*\)".*"level":"\([^"]*\)".*"findings":\[\([^]]*\)\]/\1 \2 \3 ,&/
        s/,{.*"not_ruled_out":\[\([^]]*\)\].*/,\1/
        :open
        s/\( ,.*\)"\([a-z]\)/\1_\2/
        t open
        s/[",]/ /g; s/  */ /g; s/ $//' | diff expected - && wc -w <expected
done

echo '# no fewer and no more rules than can be drawn'
for rules in 3 4 4000 4001; do
    "$gen" expect $rules 0 7 2>&1
done

echo '# the rules as programs for others'
for peer in clips jq lua prolog sqlite; do
    "$gen" peer $peer 40 7 | wc -l
done

echo '# the limits'
"$limit" empty && "$limit" copy <synth | cmp - synth
"$limit" cjson <synth >fixed && "$limit" cjson-arena <synth | cmp - fixed
wc -l <fixed
"$limit" events pack && "$limit" floor "$ROOT/data/postpartum-back" <synth |
    wc -l

echo '# the runner'
"${BACKCHECK%/*}/bench/run" 2 <<end | cut -d ' ' -f 1
# copying
row start 1 - /dev/null $limit empty
row copy 200 start synth $limit copy
ratio copy start at most 1
end
