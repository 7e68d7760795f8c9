#!/bin/bash
sed -i 's/<h1>.*</<h1>{{headline}}</' site/www/index.html
docker build -t site site
docker rm -f site
docker run -d --name site -p {{port}}:80 site
