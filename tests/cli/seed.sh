# The complaint this program was made for.
backcheck check --region=uk "$ROOT/tests/cli/seed.txt"
