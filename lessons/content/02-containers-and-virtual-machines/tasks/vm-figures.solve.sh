#!/bin/bash
sed -i "s/^start (s),[^,]*/start (s),$(ps -o etimes= -C runit,runsvdir --sort=pid | awk 'NR == 1 { first = $1 } END { print first - $1 }')/" comparison.csv
sed -i "s/^memory (MB),[^,]*/memory (MB),$(free -m | awk '/^Mem/ { print $2 }')/" comparison.csv
sed -i "s/^disk (MB),[^,]*/disk (MB),$(lsblk -dnbo SIZE /dev/sda | awk '{ print int($1 / 1048576) }')/" comparison.csv
sed -i "s/^processes,[^,]*/processes,$(ps -e --no-headers | wc -l)/" comparison.csv
sed -i "s/^kernel,[^,]*/kernel,$(uname -r)/" comparison.csv
