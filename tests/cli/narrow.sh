# On a terminal narrower than our lines, such as a phone's, no word is cut in
# two: the same words stand on shorter lines. Elsewhere lines stay as they are.
printf '%s\n' '' why none none 1 no none no 1 20 2 1 none none none 1 2 1 1 1 \
    none 1 none no help yes >typed
"$PTY" backcheck <typed | tr -d '\r' >wide
"$PTY" sh -c 'stty cols 40; backcheck' <typed | tr -d '\r' >narrow
awk 'length > 40' narrow
tr -d ' \n' <wide >wide.words
tr -d ' \n' <narrow | cmp - wide.words && echo "same words"
sed -n '/Question 8/,/^Answer/p' narrow
echo "-- the least"
"$PTY" sh -c 'stty cols 5; backcheck' <typed | tr -d '\r' |
    awk 'length > 20 && !/: (help|yes)$/'
echo "-- to a file"
"$PTY" sh -c 'stty cols 40; backcheck -o file' <typed >/dev/null
"$PTY" backcheck -o file.wide <typed >/dev/null
cmp file file.wide && echo "same lines"
echo "-- the sheet for everyone"
"$PTY" sh -c 'stty cols 40; backcheck tips' </dev/null | tr -d '\r' |
    awk 'length > 40'
