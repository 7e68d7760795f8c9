#!/bin/bash
name=$(engine '/containers/json?all=1&filters={"ancestor":["hello-world"],"status":["created"]}' --globoff | jq -er '.[0].Names[0][1:]') || exit 1
echo "There is a container, $name, but it was only created, not started. Start it with: docker start -a $name"
