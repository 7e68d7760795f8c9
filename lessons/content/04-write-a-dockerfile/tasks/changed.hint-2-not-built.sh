#!/bin/bash
layer=$(image_field site .GraphDriver.Data.UpperDir) || exit 1
grep -rqs '{{headline}}' "$layer" && exit 1
echo "Your file is changed, but the image is older than the change. Build it again: docker build -t site site"
