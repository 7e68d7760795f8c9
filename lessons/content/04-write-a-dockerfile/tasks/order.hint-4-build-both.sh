#!/bin/bash
[ primes/Dockerfile -nt /var/lib/docker/image/overlay2/repositories.json ] || exit 1
echo "Your Dockerfile is newer than the images. Build primes:1 with it, change the page, then build primes:2."
