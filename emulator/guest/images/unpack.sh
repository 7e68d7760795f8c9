#!/bin/bash
# Puts the layers of an image on top of each other.
#   unpack.sh <tree> [layer tar...]
set -euo pipefail
umask 022
tree=$1
shift
mkdir "$tree"
for layer in "$@"; do
	tar --extract --file="$layer" --directory="$tree" --numeric-owner --same-permissions --exclude='./dev/*'
	# A layer removes a file of the one below by a file of this name.
	find "$tree" -xdev -name '.wh.*' -print0 | while IFS= read -r -d '' mark; do
		name=$(basename "$mark")
		rm -rf "$mark" "$(dirname "$mark")/${name#.wh.}"
	done
done
