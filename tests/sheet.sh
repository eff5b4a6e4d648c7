#!/bin/sh
# The tip sheets on paper and on screens: pages, letters, markup, requests and
# widths, with Chromium, poppler and tidy ('make deps-sheet'). Pictures to look
# at are left in build/sheet. Ends with "N passed, N failed".
set -u
cd "$(dirname "$0")/.." || exit 1
out=$PWD/build/sheet
backcheck=$PWD/build/backcheck
rm -rf "$out"
mkdir -p "$out"
passed=0 failed=0

for browser in chromium chromium-browser google-chrome none; do
    command -v $browser >/dev/null && break
done
for tool in $browser pdfinfo pdftotext pdftoppm tidy; do
    command -v $tool >/dev/null && continue
    echo "sheet-check needs Chromium, poppler-utils and tidy: make deps-sheet"
    exit 1
done

# check NAME COMMAND...: a test.
check() {
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED $what"
    fi
}

browse() {
    sandbox=
    [ "$(id -u)" != 0 ] || sandbox=--no-sandbox
    timeout 120 $browser --headless --disable-gpu --hide-scrollbars $sandbox \
        "$@" 2>/dev/null
}

# A page of HTML, printed.
print() {
    browse --no-pdf-header-footer --print-to-pdf="$2" "file://$1" >/dev/null
}

pages_at_most() {
    pages=$(pdfinfo "$2" | awk '/^Pages:/ { print $2 }')
    [ "${pages:-99}" -le "$1" ] || { echo "$2: ${pages:-no} pages"; false; }
}

paper_is() {
    pdfinfo "$2" | grep '^Page size' | grep -qi "$1"
}

# No word is set smaller than this many points. The box of a word is 1.11 times
# as high as its letters are said to be.
letters_at_least() {
    pdftotext -bbox "$2" - | awk -v least="$1" -F'"' '
        /<word / { if ($8 - $4 < least * 1.11) low = 1; words++ }
        END { exit low || words < 50 }'
}

is_valid() {
    [ -z "$(tidy -q -e "$1" 2>&1)" ] || { tidy -q -e "$1" 2>&1; false; }
}

# The page in frames: on a phone, on a small phone, on a desk at 200 %, and
# with letters of twice the size. Says what runs over its frame, and how many
# requests were made.
frames() {
    cat >"$out/frames.html" <<HTML
<!DOCTYPE html><title>wait</title>
<iframe src="$1" width="320" height="700"></iframe>
<iframe src="$1" width="360" height="700"></iframe>
<iframe src="$1" width="640" height="400"></iframe>
<iframe src="$1" width="1280" height="800" data-size="200%"></iframe>
<script>
onload = () => {
    let words = 0, bad = 0;
    for (const frame of document.querySelectorAll("iframe")) {
        const page = frame.contentDocument.documentElement;
        if (frame.dataset.size) page.style.fontSize = frame.dataset.size;
        words += page.innerText.split(/\s+/).length;
        bad += page.scrollWidth > page.clientWidth;
        for (const e of page.querySelectorAll("body *"))
            bad += e.scrollWidth > e.clientWidth && e.clientWidth > 0;
        bad += frame.contentWindow.performance.getEntriesByType("resource")
            .length;
    }
    document.title = bad + " bad, " + (words > 200 ? "read" : "empty");
};
</script>
HTML
    browse --allow-file-access-from-files --virtual-time-budget=5000 \
        --dump-dom "file://$out/frames.html" | grep -q '<title>0 bad, read<'
}

# sheet NAME OPERAND...: all that is promised of one sheet.
sheet() {
    name=$1
    shift
    for paper in a4 letter; do
        page=$out/$name-$paper
        "$backcheck" tips --format=html --paper=$paper "$@" \
            >"$page.html" 2>"$out/errors"
        print "$page.html" "$page.pdf"
        check "$name: one page of $paper" pages_at_most 1 "$page.pdf"
        check "$name: size of $paper" paper_is $paper "$page.pdf"
        check "$name: 12 points" letters_at_least 12 "$page.pdf"
        "$backcheck" tips --format=html --paper=$paper --large-print "$@" \
            >"$page-large.html" 2>"$out/errors"
        print "$page-large.html" "$page-large.pdf"
        check "$name: two pages in large print" \
            pages_at_most 2 "$page-large.pdf"
        check "$name: 18 points" letters_at_least 18 "$page-large.pdf"
    done
    check "$name: valid" is_valid "$page.html"
    check "$name: valid in large print" is_valid "$page-large.html"
    check "$name: nothing lost, nothing asked for" frames "$page.html"
    check "$name: the same in large print" frames "$page-large.html"
}

# What a person should look at.
pictures() {
    for name in general seed urgent emergency; do
        page=$out/$name-a4
        browse --screenshot="$page-desk.png" --window-size=1200,900 \
            "file://$page.html" >/dev/null
        cat >"$out/phone.html" <<HTML
<!DOCTYPE html><title>phone</title>
<iframe src="$page.html" width="360" height="1500" style="border: 0"></iframe>
HTML
        browse --allow-file-access-from-files --screenshot="$page-phone.png" \
            --window-size=500,1500 "file://$out/phone.html" >/dev/null
        pdftoppm -r 70 -png -singlefile "$page.pdf" "$page-print"
    done
}

sheet general --region=us
sheet seed tests/cli/seed.txt
for file in tests/sheet/*.json; do
    sheet "$(basename "$file" .json)" --region=uk "$file"
done
pictures

# The tools see a fault where there is one.
not() { ! "$@"; }
page=$out/broken.html
sed 's|<main>|<main style="font-size: 11.5pt; width: 90em">|' \
    "$out/general-a4.html" >"$page"
print "$page" "$out/broken.pdf"
check "small letters are seen" not letters_at_least 12 "$out/broken.pdf"
check "what runs over is seen" not frames "$page"
sed 's|</h1>||' "$out/general-a4.html" >"$page"
check "broken markup is seen" not is_valid "$page" >/dev/null
sed 's|</main>|<p style="height: 200mm">x</p></main>|' \
    "$out/seed-a4.html" >"$page"
print "$page" "$out/broken.pdf"
check "a second page is seen" not pages_at_most 1 "$out/broken.pdf" >/dev/null

echo "sheets: $passed passed, $failed failed"
[ "$failed" = 0 ]
