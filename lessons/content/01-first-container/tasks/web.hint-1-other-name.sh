#!/bin/bash
container_exists {{name}} && exit 1
name=$(engine '/containers/json?filters={"ancestor":["whoami"]}' --globoff | jq -er '.[0].Names[0][1:]') || exit 1
echo "A whoami is running, but it is called $name. Names are given with --name, before the image's name. Remove it with docker rm -f $name and try again."
