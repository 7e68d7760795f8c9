#!/bin/bash
port_says {{port}} | grep -q '<ul>' || exit 1
echo "The two talk to each other, but {{guest}} is not on the list. Is db the container with the volume? Then add the guest: docker exec db redis-cli RPUSH guests {{guest}}"
