# For the scripts in tests/cli: . "$ROOT/tests/try.sh"

# One command: its words, what it prints, how it ends.
try() {
    echo "-- backcheck $*"
    backcheck "$@"
    echo "exit $?"
}

# The small pack in a folder of that name.
copy_small_pack() {
    cp -r "$ROOT/tests/pack" small
    cp "$ROOT/data/postpartum-back/contacts.yaml" small
}
