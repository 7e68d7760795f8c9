#!/bin/bash
first=$(image_id primes:1) && second=$(image_id primes:2) || exit 1
[ "$(image_field primes:1 '.RootFS.Layers | tostring')" = "$(image_field primes:2 '.RootFS.Layers | tostring')" ] || exit 1
echo "Both images have the same files. Change something in primes/index.html, and build primes:2 again."
