#!/bin/bash
printf '%s\n' 'FROM busybox' 'COPY pages/ /srv/www/' 'EXPOSE 80' 'CMD ["httpd", "-f", "-p", "80", "-h", "/srv/www"]' > broken/Dockerfile
docker build -t mended broken
docker run -d --name mended -p {{mended}}:80 mended
