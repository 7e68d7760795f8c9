#!/bin/bash
docker rm -f db
docker run -d --name db -v book-data:/data redis redis-server --appendonly yes
sleep 2; docker exec db redis-cli RPUSH guests {{guest}}
sleep 2; docker rm -f db
docker run -d --name db -v book-data:/data redis redis-server --appendonly yes
