#!/bin/bash
awk -F, '/^memory/ && $3 > 4 { found = 1 } END { exit !found }' comparison.csv || exit 1
echo "The row is in megabytes. If docker stats said 120KiB, that is 0.12. (The figure behind the slash is the limit, not the use.)"
