#!/bin/bash
printf '%s\n' 'FROM busybox' 'WORKDIR /app' 'COPY primes.awk .' 'RUN awk -f primes.awk > primes.txt' 'COPY . .' 'CMD ["httpd", "-f", "-p", "80", "-h", "/app"]' > primes/Dockerfile
docker build -t primes:1 primes
sed -i 's/edition/print/' primes/index.html
docker build -t primes:2 primes
