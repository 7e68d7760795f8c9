#!/bin/bash
printf '%s\n' 'FROM busybox' 'COPY www /www' 'CMD ["httpd", "-f", "-p", "80", "-h", "/www"]' > site/Dockerfile
docker build -t site site
