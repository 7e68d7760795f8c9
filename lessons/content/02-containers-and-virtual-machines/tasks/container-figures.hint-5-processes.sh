#!/bin/bash
awk -F, '/^processes/ && $3 > 1 { found = 1 } END { exit !found }' comparison.csv || exit 1
echo "docker top lists the processes of the container, below a headline. Count only the lines below it. A ps inside the container counts itself."
