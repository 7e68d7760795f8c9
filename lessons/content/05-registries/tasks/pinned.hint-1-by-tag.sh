#!/bin/bash
image=$(container_image pinned) || exit 1
[[ "$image" != *@sha256:* ]] || exit 1
echo "pinned was started as $image. That name can be moved. Remove the container, and run it from the name with @sha256: that docker inspect shows."
