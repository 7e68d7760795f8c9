#!/bin/bash
source=$(sed -nE 's/^ *COPY +([^ ]+) .*/\1/Ip' broken/Dockerfile | head -n 1)
[ -n "$source" ] && [ ! -e "broken/$source" ] || exit 1
echo "COPY asks for $source, but the folder broken has no such thing. Look with ls broken, and correct the name."
