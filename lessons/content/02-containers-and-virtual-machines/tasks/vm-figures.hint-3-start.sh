#!/bin/bash
value=$(awk -F, '/^start/ { print int($2) }' comparison.csv)
[ "${value:-0}" -gt 60 ] || exit 1
echo "The figures of ps tell for how many seconds each process has been there. How long the start took is the difference between the two."
