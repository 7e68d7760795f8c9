#!/bin/bash
volume=$(container_field db '[.Mounts[] | select(.Destination == "/data")][0] | .Name // .Source // "none"') || exit 1
[ "$volume" != book-data ] || exit 1
if [[ "$volume" =~ ^[0-9a-f]{64}$ ]]; then
	echo "This db has its data in a volume without a name, which the next container will not find. Remove it with docker rm -f db, and run it with -v book-data:/data before the image's name."
else
	echo "The data of db goes to $volume. The volume is to be called book-data. Remove the container with docker rm -f db, and run it again with -v book-data:/data."
fi
