#!/bin/bash
grep -Eqi '^ *RUN .*rm .*\.env' primes/Dockerfile || exit 1
echo "Your Dockerfile deletes .env in a step of its own. The layer below still has it. Take the line out, and keep the file from being sent, with primes/.dockerignore."
