#!/bin/bash
said=$(docker compose config --quiet 2>&1) && exit 1
echo "Compose cannot read the file: $(tail -n 1 <<<"$said" | cut -c 1-300) Mind the indentation: two spaces for each level, and no tabs."
