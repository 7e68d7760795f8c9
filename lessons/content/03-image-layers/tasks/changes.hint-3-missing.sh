#!/bin/bash
changes=$(engine /containers/scribe/changes) || exit 1
for path in /diary /etc/group /bin/vi; do
	[[ "$changes" = *"\"$path\""* ]] && continue
	echo "In scribe nothing has happened to $path. Remove it with docker rm -f scribe, and run it with all three commands. (A name can be used again only when its container is removed.)"
	exit 0
done
exit 1
