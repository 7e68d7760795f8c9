#!/bin/bash
[ -f primes/.dockerignore ] && ! grep -Eq '^ *(/?\.env|\*\*/\.env|\.env\*|\.\*|\*) *$' primes/.dockerignore || exit 1
echo "No line of primes/.dockerignore stands for .env. Patterns count from the folder primes, so the line is just: .env"
