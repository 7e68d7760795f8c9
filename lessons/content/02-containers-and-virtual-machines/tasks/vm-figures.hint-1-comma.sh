#!/bin/bash
awk -F, 'NF > 3 { found = 1 } END { exit !found }' comparison.csv || exit 1
echo "A row has more than three columns. In this file a comma divides columns, so write numbers with a point: 3.5, not 3,5."
