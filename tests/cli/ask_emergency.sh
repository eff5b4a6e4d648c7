# Numbness between the legs: stopped at that question with the card.
"$PTY" backcheck --region=uk <<'END'
none
1
END
echo "code $?"
echo "-- not sure, and not sure about what: the same"
"$PTY" backcheck --region=uk <<'END' | sed -n '/Question 2/,$p'
not sure
not sure
END
