# Cut the answers of a well person at any byte: never reassurance.
file=$ROOT/tests/cli/well.txt
sed 's/.*= //' "$file" >lines
sed 's/\(.*\) = \(.*\)/"\1": "\2",/; s/"\([0-9][0-9]*\)",/\1,/' "$file" |
    sed '1s/^/{/; $s/,$/}/' | tr -d '\n' >json
for form in "$file" lines json; do
    size=$(wc -c <"$form") cut=0
    backcheck check "$form" | head -1
    while [ "$cut" -lt "$size" ]; do
        head -c "$cut" "$form" | backcheck >out 2>err
        code=$?
        if [ $code -ne 3 ] || [ -s out ]; then
            echo "$form cut at $cut: exit $code"
        fi
        cut=$((cut + 1))
    done
    echo "${form##*/}: every cut refused"
done
