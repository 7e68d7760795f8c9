#!/bin/bash
slow=$(grep -nEi '^ *RUN .*awk' primes/Dockerfile | head -n 1 | cut -d: -f1)
[ -n "$slow" ] && ! head -n "$slow" primes/Dockerfile | grep -Eqi '^ *(COPY|ADD) ' || exit 1
echo "The slow step needs primes.awk, and nothing above it copies that file. Add COPY primes.awk . above the RUN."
