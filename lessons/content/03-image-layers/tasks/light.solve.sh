#!/bin/bash
printf '%s\n' 'FROM busybox' 'RUN head -c 8000000 /dev/urandom > /measurements && md5sum /measurements > /report && rm /measurements' 'CMD ["cat", "/report"]' > report/Dockerfile
docker build -t light report
