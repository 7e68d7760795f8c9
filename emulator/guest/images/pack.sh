#!/bin/bash
# Writes a layer: these entries of the tree, and marks for those that it removes from the layers below.
#   pack.sh <tree> <file with names, each ended by a zero byte> <output tar>
set -euo pipefail
cd "$1"
while IFS= read -r -d '' name; do
	case $(basename "$name") in .wh.*) : >"$name" ;; esac
done <"$2"
tar --create --format=gnu --no-recursion --numeric-owner --clamp-mtime --mtime=2025-01-01T00:00:00Z \
	--null --verbatim-files-from --files-from="$2" --file="$3"
