#!/bin/bash
docker run -d --name pinned -p {{port}}:80 $(docker inspect --format '{{index .RepoDigests 0}}' registry.lab/learner/{{name}}:1.0)
