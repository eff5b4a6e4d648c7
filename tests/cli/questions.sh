# For the author of a script.
backcheck questions >list
awk 'length > 72' list
sed -n '1,/^saddle_check/p' list
grep -A 12 '^tried' list
backcheck questions --json >json
wc -l <json
cut -c 1-1200 json
sed 's/.*\({"id":"tried"\)/\1/; s/\("if_not_asked":"not_yet"\).*/\1/' json
