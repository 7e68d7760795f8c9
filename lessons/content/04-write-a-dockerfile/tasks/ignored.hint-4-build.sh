#!/bin/bash
[ -f primes/.dockerignore ] && ! image_exists primes:3 || exit 1
echo "The file is there. Now build the image that it is for: docker build -t primes:3 primes"
