#!/bin/bash
users=$(engine '/containers/json?all=1' | jq -r '[.[] | select(.Image | test("whoami|registry.lab")) | .Names[0][1:]] | join(" ")')
[ -n "$users" ] || exit 1
echo "A container still uses the image, so it cannot be deleted. Remove it first: docker rm -f $users"
