#!/bin/bash
[ "$(image_id diary)" = "$(image_id busybox)" ] && image_exists diary || exit 1
echo "diary is just another name for busybox, as docker tag gives. Make it from the container: docker commit scribe diary"
