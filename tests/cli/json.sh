# One line, fixed order, the same bytes each time.
backcheck --json <"$ROOT/tests/cli/seed.txt" >one
backcheck check - --json <"$ROOT/tests/cli/seed.txt" >two
cmp one two && wc -l <one
cat one
