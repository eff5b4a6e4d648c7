# A stream split by GNU parallel, where there is one, gives the same in order.
awk 'BEGIN { for (i = 1; i <= 3000; i++) {
    printf "{\"id\":\"p-%d\",\"answers\":{\"severity\":%d,\"legs\":\"%s\"}}\n",
        i, i % 12, i % 7 ? "none" : "both_legs" } }' >records
"$BACKCHECK" batch -q --tolerate-errors -o whole records
echo "exit $?"
sed 's/"line":[0-9]*,//' whole >want
wc -l <want
if parallel --version 2>/dev/null | grep -q GNU; then
    parallel --will-cite --pipe -k -j2 --block 20k \
        "$BACKCHECK" batch -q --tolerate-errors <records 2>/dev/null |
        sed 's/"line":[0-9]*,//' >got
    parallel --will-cite --pipepart -a records --block -1 -k -j2 \
        "$BACKCHECK" batch -q --tolerate-errors 2>/dev/null |
        sed 's/"line":[0-9]*,//' >got_file
else
    cp want got
    cp want got_file
fi
cmp got want && cmp got_file want && echo "the same in order"
