# Everything that can be typed at a prompt: why, help, previous, a blank line,
# what is not on the list, letters, full-width digits, not sure, stop.
"$PTY" backcheck <<'END' | sed '1,/checked this text/d'
previous

why?
x
1 9
b
n
None of these.
back

４
1, 2
n
one leg
2.
help
stop
END
