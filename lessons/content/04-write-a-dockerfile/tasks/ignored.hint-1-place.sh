#!/bin/bash
[ -f primes/.dockerignore ] && exit 1
for file in .dockerignore primes/dockerignore site/.dockerignore primes/.dockerignore.txt; do
	[ -f "$file" ] || continue
	echo "Your file is $file. It has to be named .dockerignore, with the dot, and to lie in the folder that is sent: primes/.dockerignore."
	exit 0
done
exit 1
