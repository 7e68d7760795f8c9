#!/bin/bash
boot=$(ps -o etimes= -C runit,runsvdir --sort=pid | awk 'NR == 1 { first = $1 } END { print first - $1 }')
memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
disk=$(($(</sys/block/sda/size) / 2048))
running=(/proc/[0-9]*)
processes=${#running[@]}
# Rounding, megabytes of 1000 or 1024 kilobytes, and programs that came and went since are all right.
limits="start:$((boot - 2)):$((boot + 2)) memory:$((memory - 40)):$((memory + 40)) disk:$((disk - 10)):$((disk + 25)) processes:$((processes - 20)):$((processes + 20))"
[ -f comparison.csv ] || fail_because "The file comparison.csv is not in the lab folder."
awk -F, -v column=2 -v kernel="$(uname -r)" -v limits="$limits" '
	BEGIN {
		count = split(limits, rows, " ")
		for (i = 1; i <= count; i++) { split(rows[i], part, ":"); low[part[1]] = part[2]; high[part[1]] = part[3] }
		low["kernel"] = ""
	}
	function no(words) { print words; failed = 1; exit 1 }
	{
		gsub(/["\r]/, ""); row = $1; sub(/ .*/, "", row); value = $column; gsub(/[ \t]/, "", value)
		if (!(row in low)) next
		seen++
		if (value == "") no("Still empty: " row ".")
		if (row == "kernel") { if (value != kernel) no("The kernel is not what uname says."); next }
		if (value !~ /^[0-9]+([.][0-9]+)?$/) no("Not a plain number: " row ".")
		if (value + 0 < low[row] || value + 0 > high[row]) no("Not what this machine says: " row ".")
	}
	END { if (!failed && seen < 5) { print "A row is missing: there should be start, memory, disk, processes and kernel."; exit 1 } exit failed }
' comparison.csv
