#!/bin/bash
container_exists tenant && exit 1
echo "The container tenant is gone, so there is nothing to look at. Start it again with docker run -d --name tenant busybox sleep infinity, and kill its process."
