#!/bin/bash
times=$(engine /containers/tenant/json | jq -r '[.Created, .State.StartedAt] | @tsv') && [ -n "$times" ] || fail_because "There is no container named tenant to compare with."
read -r created started <<<"$times"
created=$(date -d "$created" +%s) started=$(date -d "$started" +%s)
megabytes=$(engine /images/busybox/json | jq '.Size / 1e6')
# The engine's part of the start is the least that can have been measured; docker's own, and a busy machine, come on top.
limits="start:$((started - created - 2)):$((started - created + 30)) memory:0.01:4 disk:0.9*$megabytes:1.1*$megabytes processes:1:1"
[ -f comparison.csv ] || fail_because "The file comparison.csv is not in the lab folder."
awk -F, -v column=3 -v kernel="$(uname -r)" -v limits="$limits" '
	BEGIN {
		count = split(limits, rows, " ")
		for (i = 1; i <= count; i++) { split(rows[i], part, ":"); low[part[1]] = product(part[2]); high[part[1]] = product(part[3]) }
		low["kernel"] = ""
	}
	function product(text, factor) { return split(text, factor, "*") == 2 ? factor[1] * factor[2] : text + 0 }
	function no(words) { print words; failed = 1; exit 1 }
	{
		gsub(/["\r]/, ""); row = $1; sub(/ .*/, "", row); value = $column; gsub(/[ \t]/, "", value)
		if (!(row in low)) next
		seen++
		if (value == "") no("Still empty: " row ".")
		if (row == "kernel") { if (value != kernel) no("The kernel is not what uname says in the container."); next }
		if (value !~ /^[0-9]+([.][0-9]+)?$/) no("Not a plain number: " row ".")
		if (value + 0 < low[row] || value + 0 > high[row]) no("Not what this machine says of tenant: " row ".")
	}
	END { if (!failed && seen < 5) { print "A row is missing: there should be start, memory, disk, processes and kernel."; exit 1 } exit failed }
' comparison.csv
