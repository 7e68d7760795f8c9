#!/bin/bash
# Given with the lesson, and not to be made by hand.
[ -e primes/primes.awk ] && exit 1
echo "The file primes/primes.awk is gone, and this step cannot be done without it. Reset this step: that brings it back."
