# Nothing to read: at once, with exit 3 and what is missing.
printf '' | backcheck
echo "exit $?"
backcheck <&- >/dev/null 2>err
echo "exit $? when closed"
cmp err - <<END && echo "same words"
$(printf '' | backcheck 2>&1)
END
printf '\n# only a comment\n' | backcheck >/dev/null 2>&1
echo "exit $? for a comment"
backcheck check --allow-missing </dev/null | head -12
