# Pairs, JSON and lines of the same person give the same bytes.
sed '/^#/d; s/.*= //' "$ROOT/tests/cli/seed.txt" >lines
sed '/^#/d; s/\(.*\) = \(.*\)/"\1": "\2",/; s/"\([0-9][0-9]*\)",/\1,/' \
    "$ROOT/tests/cli/seed.txt" | sed '1s/^/{/; $s/,$/}/' >json
backcheck check "$ROOT/tests/cli/seed.txt" >of_pairs
backcheck check json >of_json
backcheck check --from=lines lines >of_lines
cmp of_pairs of_json && cmp of_pairs of_lines && echo "all the same"
backcheck check --from=pairs json 2>&1 | head -2
