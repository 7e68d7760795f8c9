#!/bin/bash
all=$(grep -nEi '^ *COPY +(\./?|\*|.*index\.html).* ' primes/Dockerfile | head -n 1 | cut -d: -f1)
slow=$(grep -nEi '^ *RUN .*awk' primes/Dockerfile | head -n 1 | cut -d: -f1)
[ -n "$slow" ] || { echo "The RUN line with awk is missing in primes/Dockerfile. Without it there are no primes at all."; exit 0; }
[ -n "$all" ] && [ "$all" -lt "$slow" ] || exit 1
echo "The page is copied before the slow step. Copy only primes.awk first, then RUN, and everything else below that."
