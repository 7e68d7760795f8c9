#!/bin/bash
[ "$(container_field tenant .State.Status)" = exited ] || exit 1
echo "The container tenant has ended: its process had nothing that lasts. Remove it with docker rm tenant, and start it with the command sleep infinity."
