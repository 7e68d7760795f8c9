#!/bin/bash
place=$(container_field db '[.Mounts[] | select(.Name == "book-data")][0].Destination') || exit 1
[ "$place" != /data ] || exit 1
echo "The volume is mounted at $place, but Redis writes to /data. Run the container again with -v book-data:/data."
