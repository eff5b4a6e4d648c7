# Check your answers: change one; what is newly needed is asked, what is no
# longer on the path is not used.
"$PTY" backcheck <<'END' | sed -n '/^Check your/,/^What may/p'
none
none
1
no
none
no
1
20
1
none
none
none
1
2
1
1
1
5
1
none
yes
1

30
help
17
2
16
4
1
17
1
previous
1
14
0
yes
END
