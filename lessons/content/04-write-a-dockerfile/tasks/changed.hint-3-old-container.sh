#!/bin/bash
wanted=$(image_field site .Id)
now=$(engine /containers/json | jq -er '[.[] | select(any(.Ports[]?; .PublicPort == {{port}}))][0] | select(. != null) | [.Names[0][1:], .ImageID] | @tsv') || exit 1
read -r name id <<<"$now"
[ "$id" != "$wanted" ] || exit 1
echo "The image is new, but the container $name still runs from the old one. Remove it with docker rm -f $name, and run a new one."
