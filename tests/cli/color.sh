# Colour never carries meaning, and is off unless asked for.
seed=$ROOT/tests/cli/seed.txt
backcheck check "$seed" >plain
backcheck check --color=always "$seed" >bold
head -1 bold | od -An -c | head -2
sed 's/\x1b\[[0-9;]*m//g' bold | cmp - plain && echo "the same words"
CLICOLOR_FORCE=1 backcheck check "$seed" | cmp - bold && echo forced
NO_COLOR=1 CLICOLOR_FORCE=1 backcheck check "$seed" | cmp - plain && echo none
