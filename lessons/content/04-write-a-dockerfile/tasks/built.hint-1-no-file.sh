#!/bin/bash
[ -f site/Dockerfile ] && exit 1
for file in Dockerfile site/dockerfile site/Dockerfile.txt site/www/Dockerfile; do
	[ -f "$file" ] || continue
	echo "Your file is $file. The builder looks for a file named Dockerfile, with a capital D, in the folder that you send: site/Dockerfile."
	exit 0
done
echo "There is no file site/Dockerfile yet. Open it in the editor from the box above, or let the box write it for you."
