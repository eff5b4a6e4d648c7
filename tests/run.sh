#!/bin/sh
# Runs the cmocka programs named as arguments, then every tests/cli/*.sh, whose
# output and exit code must equal its .out file. UPDATE=1 writes the .out files
# anew: read the difference before you keep it. Ends with "N passed, N failed".
set -u
build=$(cd "$B" && pwd)
export BACKCHECK="$build/backcheck" PTY="$build/tests/pty" PEAK="$build/tests/peak" ROOT="$PWD"
PATH="$build:$PATH"
unset BACKCHECK_RULES BACKCHECK_LANG BACKCHECK_REGION NO_COLOR CLICOLOR_FORCE
# An installed pack would stand in for the one built in.
for dir in /usr/local /usr; do
    [ ! -d "$dir/share/backcheck" ] || echo "note: $dir/share/backcheck exists"
done
export LC_ALL=C TERM=dumb PATH
passed=0 failed=0

for program in "$@"; do
    "$program" >"$program.log" 2>&1
    code=$?
    ok=$(grep -c '^\[       OK \]' "$program.log")
    bad=$(grep -c '^\[  FAILED  \] [^0-9]' "$program.log")
    if [ $code -ne 0 ] || [ "$ok" -eq 0 ]; then
        [ "$bad" -gt 0 ] || bad=1
        echo "FAILED $program"
        grep -v '^\[ RUN\|^\[       OK' "$program.log" | head -60
    else
        bad=0
    fi
    printf '%-24s %4d passed, %d failed\n' "${program##*/}" "$ok" "$bad"
    passed=$((passed + ok)) failed=$((failed + bad))
done

for script in tests/cli/*.sh; do
    name=${script##*/} name=${name%.sh}
    dir=$(mktemp -d) out="$ROOT/tests/cli/$name.out"
    (cd "$dir" && sh "$ROOT/$script") >"$build/$name.got" 2>&1 </dev/null
    echo "exit $?" >>"$build/$name.got"
    rm -rf "$dir"
    tr -d '\r' <"$build/$name.got" >"$build/$name.txt"
    [ -z "${UPDATE:-}" ] || cp "$build/$name.txt" "$out"
    if diff -u "$out" "$build/$name.txt"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED tests/cli/$name.sh"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
