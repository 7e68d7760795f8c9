#!/bin/bash
names=$(engine '/containers/json?all=1' | jq -r '[.[].Names[0][1:]] | join(" ")')
[ -n "$names" ] || exit 1
echo "Ended, but still there: $names. docker ps -a shows them; docker container prune removes them all. It asks first: answer y."
