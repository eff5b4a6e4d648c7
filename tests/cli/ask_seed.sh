# A mother with the seed's complaint, at a terminal: at most 22 questions, a
# visit within 14 days, calcium among the tips, the safety net.
"$PTY" backcheck <<'END'
none
none
1
1
none
no
1
10
no
1
none
none
none
1
4
2
9
2
1
2
none
no
yes
END
