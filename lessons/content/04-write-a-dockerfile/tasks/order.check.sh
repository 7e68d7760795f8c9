#!/bin/bash
layers() { image_field "primes:$1" '.RootFS.Layers | join(" ")'; }
read -ra first <<<"$(layers 1)"
read -ra second <<<"$(layers 2)"
[ ${#first[@]} -gt 0 ] && [ ${#second[@]} -gt 0 ] || fail_because "The images primes:1 and primes:2 are needed."
[ "${first[*]}" != "${second[*]}" ] || fail_because "primes:1 and primes:2 are the same: change the page between the two builds."
# The instructions that made layers, oldest first: the one that ran awk has to be below the first difference.
slow=$(engine /images/primes:2/history | jq '[reverse[] | select(.Size > 0 or (.CreatedBy | test("^(COPY|RUN|ADD|WORKDIR)"))) | .CreatedBy] | map(test("awk.*primes")) | index(true) // -1')
[ "${slow:--1}" -gt 0 ] || fail_because "No step of primes:2 ran awk."
[ "${first[slow]}" = "${second[slow]}" ] || fail_because "primes:2 computed the primes again."
