#!/bin/bash
state=$(engine /containers/db/json | jq -r '[.State.Running, .Created, ([.Mounts[] | select(.Destination == "/data") | .Name // "a folder"][0] // "none")] | @tsv')
[ -n "$state" ] || fail_because "There is no container named db."
read -r running created volume <<<"$state"
[ "$running" = true ] || fail_because "The container db does not run."
[ "$volume" = book-data ] || fail_because "The data of db is not in the volume book-data."
folder=/var/lib/docker/volumes/book-data/_data
grep -rqs '{{guest}}' "$folder" || fail_because "{{guest}} is not on the guest list in the volume yet."
# A file that has not been touched since this container was made comes from one before it.
[ -n "$(find "$folder" -type f ! -newermt "$created" 2>/dev/null | head -n 1)" ] || fail_because "This is the first container with the volume. Remove it and run it again: is the guest still there?"
