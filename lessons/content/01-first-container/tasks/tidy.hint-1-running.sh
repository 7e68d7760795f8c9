#!/bin/bash
names=$(engine /containers/json | jq -r '[.[].Names[0][1:]] | join(" ")')
[ -n "$names" ] || exit 1
echo "Still running: $names. prune leaves running containers alone. Stop them, or remove them with docker rm -f $names"
