#!/bin/bash
docker rm -f scribe
docker run --name scribe busybox sh -c 'echo {{word}} > /diary; echo guests:x:500: >> /etc/group; rm /bin/vi'
