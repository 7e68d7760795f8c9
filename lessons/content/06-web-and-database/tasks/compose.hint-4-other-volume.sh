#!/bin/bash
volume=$(engine '/containers/json?filters={"label":["com.docker.compose.service=db"]}' --globoff | jq -er '[.[0].Mounts[]? | select(.Destination == "/data")][0].Name') || exit 1
[ "$volume" != book-data ] || exit 1
echo "The database of Compose has its data in $volume, so the guest book is empty. Say volumes: book-data: with external: true at the end of the file, and give db the line book-data:/data."
