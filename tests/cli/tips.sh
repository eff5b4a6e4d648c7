# The general sheet: 60 lines of 72 columns at most, in every region.
backcheck tips
for region in generic uk us eu cn; do
    backcheck tips --region=$region >sheet
    echo "$region: $(wc -l <sheet) lines"
    awk 'length > 72' sheet
done
