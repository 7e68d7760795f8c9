#!/bin/bash
value=$(awk -F, '/^memory/ { print int($2) }' comparison.csv)
total=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
[ "${value:-0}" -gt 0 ] && [ "$value" -lt $((total - 40)) ] || exit 1
echo "Take the total of the line Mem. What is used or free changes all the time; the total is what the machine was given."
