# The programs of the benchmark, at the smallest size, so that they do not rot.
gen="${BACKCHECK%/*}/bench/gen" limit="${BACKCHECK%/*}/bench/limit"

echo '# the same seed gives the same bytes, and another number no others'
"$gen" records synth 200 7 | tee synth | cksum
"$gen" records synth 50 7 | cmp - synth 2>&1 | sed 's/ after.*//'
"$gen" facts 200 7 | cksum
"$gen" records shipped 50 7 >shipped
"$gen" records shipped 50 7 | cmp - shipped
wc -l <shipped

echo '# packs load, of every size'
for rules in 40 400 4000; do
    "$gen" pack $rules 7 pack
    cat pack/*.yaml | cksum
    echo '{}' | "$BACKCHECK" check --allow-missing --json --rules=pack |
        cut -c 1-66
done

echo '# the rules that hold are those that the generator works out'
"$gen" pack 40 7 pack
"$gen" expect 40 20 7 | cut -d ' ' -f 3- >expected
head -20 synth | while read -r record; do
    answers=${record#*answers\":}
    echo "${answers%?}" |
        "$BACKCHECK" check --allow-missing --json --rules=pack | tr '{' '\n' |
        sed -n 's/^"id":"\([a-z0-9]*\)".*"state":"holds".*/\1/p' | tr '\n' ' ' |
        sed 's/ $//'
    echo
done | diff expected - && wc -w <expected

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
