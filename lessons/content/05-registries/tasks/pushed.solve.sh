#!/bin/bash
docker login -u learner -p containers registry.lab
docker push registry.lab/learner/{{name}}:1.0
