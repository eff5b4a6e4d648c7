# The rules as a drawing: a small pack in full, the shipped one in numbers.
. "$ROOT/tests/try.sh"
copy_small_pack
backcheck graph small | tee small.dot
backcheck graph --format=mermaid small | tee small.mmd
echo "-- PACK is another way to say --rules, and goes before the variable"
backcheck graph --rules=small | cmp - small.dot
BACKCHECK_RULES=small backcheck graph --format=dot | cmp - small.dot
BACKCHECK_RULES=nowhere backcheck graph --format mermaid small | cmp - small.mmd
try graph small --rules=small
try graph small small
try graph nowhere
try graph --format=html
try graph --json
try tips --format=dot
try graph --help | grep -e --format -e PACK
echo "-- the shipped pack: all of it"
backcheck graph >all.dot
backcheck graph --format=mermaid >all.mmd
same() { # kind of node, rule files
    kind=$1
    shift
    there=$(cd "$ROOT/data/postpartum-back" && cat "$@" | grep -c '^- id: ')
    for drawn in "$(grep -c "^    ${kind}_[a-z0-9_]* \[label=" all.dot)" \
        "$(grep -c "^    ${kind}_[a-z0-9_]*\[\"" all.mmd)"; do
        [ "$drawn" -eq "$there" ] || echo "$*: draws $drawn of $there"
    done
}
same q questions.yaml
same c conditions.yaml
same r red-flags.yaml referrals.yaml
sed -n 's/^    l_[a-z0-9_]* \[label=<\([^>]*\)>.*/\1/p' all.dot
awk '/ --*> / { edges++ } { bytes += length + 1 }
    END { if (edges > 500 || bytes > 50000) print "too much for Mermaid" }' all.mmd
# No word of a pack can end a label. Nothing is said where there is no dot.
sed 's|title: "warning.*|title: "a\\"b\\\\ <script> ] \| \& > c"|' \
    "$ROOT/tests/pack/pack.yaml" >small/pack.yaml
echo "-- hostile text"
backcheck graph small | tee hostile.dot | grep 'p_warning_signs \['
backcheck graph --format=mermaid small | grep 'p_warning_signs\['
for file in small.dot all.dot hostile.dot; do
    command -v dot >where || break
    dot -Tsvg $file >drawn.svg 2>errors && [ ! -s errors ] && [ -s drawn.svg ] ||
        echo "dot does not draw $file"
done
