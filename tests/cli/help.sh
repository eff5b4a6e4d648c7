backcheck --help
backcheck -V
echo "-- of one verb, wherever it stands"
backcheck prove --help
backcheck --help tips | sed '/^Every verb/,$d'
backcheck -h questions | sed '/^Every verb/,$d'
for verb in check batch test graph lint; do
    backcheck $verb -h | sed -n 1p
done
