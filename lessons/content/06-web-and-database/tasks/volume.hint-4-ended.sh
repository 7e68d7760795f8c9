#!/bin/bash
[ "$(container_field db .State.Status)" = exited ] || exit 1
echo "The container db has ended. docker logs db tells why. Often a word behind the image's name is misspelled: redis-server --appendonly yes"
