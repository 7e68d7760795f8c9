#!/bin/bash
docker rm -f {{name}} box
docker container prune -f
