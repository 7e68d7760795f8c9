#!/bin/bash
# Lists the tree of an image by content: what is the same in two lists is the same for a container. Each entry ends with a zero byte.
#   list.sh <tree> <output file>
# First every entry as "type mode user group path<TAB>target", then after an empty entry every file as "sha256  path".
set -euo pipefail
exec >"$2"
cd "$1"
find . -xdev -mindepth 1 -printf '%y %m %U %G %P\t%l\0'
printf '\0'
find . -xdev -type f -printf '%P\0' | xargs --null --no-run-if-empty sha256sum --zero --
