#!/bin/bash
row=$(awk -F, 'NR > 1 && $1 !~ /^kernel/ && $2 ~ /[A-Za-z]/ { print $1; exit }' comparison.csv)
[ -n "$row" ] || exit 1
echo "In the row “$row”, write the number alone. The unit stands in the first column already."
