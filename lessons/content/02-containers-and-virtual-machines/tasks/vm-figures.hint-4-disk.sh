#!/bin/bash
value=$(awk -F, '/^disk/ { print int($2) }' comparison.csv)
[ "${value:-0}" -ge 2 ] || exit 1
if [ "$value" -lt 10 ] || [ "$value" -gt 1500 ]; then
	echo "That is sdb, an empty disk for Docker's data. The machine starts from sda: take its size, in megabytes."
	exit 0
fi
exit 1
