#!/bin/bash
docker rm -f web db
docker network rm book-net
printf '%s\n' 'services:' '  web:' '    build: web' '    ports:' '      - "{{port}}:80"' '  db:' '    image: redis' '    command: redis-server --appendonly yes' '    volumes:' '      - book-data:/data' 'volumes:' '  book-data:' '    external: true' > compose.yaml
docker compose up -d
