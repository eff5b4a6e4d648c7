# Wrong usage: exit 2 and what was meant.
. "$ROOT/tests/try.sh"
try answers.txt
try tip
try --jsno
try --js
try -x
try --rules
try --json=yes
try tips --json
try tips FILE
try check a b
try --region=fr
try --from=xml
try --color=maybe
BACKCHECK_REGION=mars try tips
try "$(printf 'a\033[31mb')"
try --lang=fr
echo "-- order does not matter"
backcheck --region=uk tips >one
backcheck tips --region uk >two
BACKCHECK_REGION=uk backcheck tips -- >three
cmp one two && cmp one three && echo same
try tips --format=pdf
try tips --paper=a5 --format=html
try tips --large-print
try tips --paper=a4 --format=text
try tips --allow-missing
try tips --from=json
try check --format=html
