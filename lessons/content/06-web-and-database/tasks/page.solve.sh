#!/bin/bash
docker build -t book web
docker run -d --name web -p {{port}}:80 book
docker network create book-net
docker network connect book-net db
docker network connect book-net web
