#!/bin/bash
printf '%s\n' .env Dockerfile .dockerignore > primes/.dockerignore
docker build -t primes:3 primes
