#!/bin/bash
engine '/containers/json?filters={"label":["com.docker.compose.project"]}' --globoff | grep -q '"Id"' && exit 1
echo "The file is there and can be read. Make what it describes: docker compose up -d"
