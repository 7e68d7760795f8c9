#!/bin/bash
docker rm -f box
docker run -d --name box busybox sleep infinity
docker exec box sh -c 'echo {{secret}} > /note'
