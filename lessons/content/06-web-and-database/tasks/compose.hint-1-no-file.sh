#!/bin/bash
for file in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do [ -f "$file" ] && exit 1; done
echo "There is no compose.yaml in the lab folder yet. The box above writes it for you, or open it in the editor."
