#!/bin/bash
[ "$(container_field box .State.Status)" = exited ] || exit 1
echo "The container box has ended, because its first process had nothing to do. Remove it with docker rm box, and start it with a command that lasts: docker run -d --name box busybox sleep infinity"
