#!/bin/bash
holder=$(engine /containers/json | jq -er '[.[] | select(any(.Ports[]?; .PublicPort == {{port}}) and (.Labels["com.docker.compose.project"] == null))][0].Names[0][1:]') || exit 1
echo "Port {{port}} is still held by $holder, which you started by hand. Remove it with docker rm -f $holder, then docker compose up -d again."
