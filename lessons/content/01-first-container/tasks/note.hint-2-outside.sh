#!/bin/bash
for file in /note /root/note /root/lab/note; do
	if [ -f "$file" ]; then
		echo "You wrote $file on the machine, not in the container. Go inside first, with docker exec -it box sh. The prompt there is / #."
		exit 0
	fi
done
exit 1
