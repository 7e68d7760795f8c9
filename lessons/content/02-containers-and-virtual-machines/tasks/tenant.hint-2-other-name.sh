#!/bin/bash
container_exists tenant && exit 1
name=$(engine /containers/json | jq -er '.[0].Names[0][1:]') || exit 1
echo "A container is running, but it is called $name. Rename it with docker rename $name tenant, or start another."
