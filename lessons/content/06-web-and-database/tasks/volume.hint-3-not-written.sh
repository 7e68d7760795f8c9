#!/bin/bash
container_running db || exit 1
grep -rqs '{{guest}}' /var/lib/docker/volumes/book-data/_data && exit 1
container_field db '.Config.Cmd | tostring' | grep -q appendonly || { echo "This Redis only writes its data to disk now and then, and docker rm -f gives it no time to. Run it with redis-server --appendonly yes behind the image's name."; exit 0; }
echo "The volume is in place, but the guest is not on the list: docker exec db redis-cli RPUSH guests {{guest}}"
