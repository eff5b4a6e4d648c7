# The man pages and data/README.md say what the program does: no more options,
# verbs and error codes than there are, and no fewer.
page1=$ROOT/src/cli/backcheck.1
page5=$ROOT/src/rules/backcheck-rules.5
mkdir .lists # hidden: the examples run in an empty directory
"$BACKCHECK" --help >.lists/help || echo "--help fails"

# Lines that stand in one sorted list only. An empty list agrees with nothing.
differ() {
    [ -s "$1" ] && [ -s "$2" ] || echo "nothing found for: $3"
    comm -23 "$1" "$2" | sed "s|.*|$3: &|"
    comm -13 "$1" "$2" | sed "s|.*|$4: &|"
}

# The part of the first page between a heading and the next.
section() {
    awk -v head=".Sh $1" '/^\.Sh / { on = ($0 == head) } on' "$page1"
}

check_pages() {
    if command -v mandoc >/dev/null; then
        mandoc -T lint -W style "$page1" "$page5" 2>&1
    else
        echo "mandoc is missing: the pages are not checked"
    fi
}

check_options() {
    grep '^ *-' .lists/help | tr ' ,=' '\n\n\n' | grep '^-' | sort >.lists/there
    section OPTIONS | awk '/^\.It Fl / {
        for (i = 2; i < NF; i++) if ($i == "Fl") print "-" $(i + 1)
    }' | sort >.lists/told
    differ .lists/there .lists/told "not in the manual" "not in --help"
}

check_verbs() {
    sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' .lists/help | sort >.lists/there
    cp .lists/there .lists/verbs
    section VERBS | sed -n 's/^\.It Cm \([a-z-]*\).*/\1/p' | sort >.lists/told
    differ .lists/there .lists/told "verb not in the manual" "verb not in --help"
}

# Each verb with the options that are not for all.
check_synopsis() {
    while IFS= read -r verb; do
        "$BACKCHECK" "$verb" --help |
            sed -n "/^This verb/,/^Every/s/^ *\(--[a-z-]*\).*/$verb \1/p"
    done <.lists/verbs | sort >.lists/there
    section SYNOPSIS | awk '/^\.Cm / { verb = $2 }
        /^\.Op Fl / { print verb, "-" $3 }' | sort >.lists/told
    differ .lists/there .lists/told "not in the synopsis" \
        "in the synopsis, not in --help"
}

check_help() {
    awk 'length > 79 { print "--help: line " NR " has " length " columns" }
        END { if (NR > 44) print "--help has " NR " lines" }' .lists/help
}

# The code is the first string in a call that adds an error.
check_codes() {
    adders='DECODE_ERROR|[a-z_]*_error|lint_warning|errors_add|refuse[a-z_]*'
    sources="$ROOT/src/rules/*.c $ROOT/src/prove/cases.c $ROOT/src/prove/lint_*.c"
    cat $sources | tr '\n' ' ' |
        grep -oE "($adders)"'\([^";]*"[^;]*;|IDS_[A-Z]+\] = \{ "[^"]*"' |
        sed 's/^[^"]*"\([^"]*\)"\( : "\([^"]*\)"\)*.*/\1|\3/' | tr '|' '\n' |
        grep -x '[a-z][a-z0-9-]*' | sort -u >.lists/there
    sed -n 's/^| `\([a-z0-9-]*\)` |.*/\1/p' "$ROOT/data/README.md" |
        sort >.lists/told
    differ .lists/there .lists/told "code not in data/README.md" \
        "no such code in src"
    cat "$ROOT"/src/rules/*.c "$ROOT"/src/prove/lint_*.c | tr '\n' ' ' |
        grep -oE 'lint_warning\([^;"]*"[a-z-]*"' |
        sed 's/^[^"]*"\([^"]*\)"/\1/' | sort -u >.lists/there
    sed -n 's/^| `\([a-z0-9-]*\)` | warning |.*/\1/p' "$ROOT/data/README.md" |
        sort >.lists/told
    differ .lists/there .lists/told "warning not in data/README.md" \
        "not a warning in src"
}

# The examples, in their order; "# exits 3" says what is to be expected.
check_examples() {
    PATH=${BACKCHECK%/*}:$PATH
    section EXAMPLES | sed -n 's/^\$ //p' |
        sed 's/\\(aq/'"'"'/g; s/\\e/\\/g' >.lists/examples
    [ -s .lists/examples ] || echo "no examples found"
    while IFS= read -r line; do
        case $line in
        *'# exits '*) wanted=${line##*# exits } ;;
        *) wanted=0 ;;
        esac
        sh -c "$line" >.lists/out 2>.lists/err </dev/null
        code=$?
        [ $code -eq "$wanted" ] || echo "exits $code, not $wanted: $line"
    done <.lists/examples
}

for check in pages options verbs synopsis help codes examples; do
    check_$check
done >.lists/said 2>&1
if [ -s .lists/said ]; then
    cat .lists/said
else
    echo "man pages agree with the program"
fi
