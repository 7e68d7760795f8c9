#!/bin/bash
image_exists site && exit 1
name=$(engine /images/json | jq -er '[.[].RepoTags[]? | select(test("^(busybox|hello-world|whoami)[:]") | not)][0]') || exit 1
echo "An image was built under the name $name. This task wants site: docker build -t site site"
