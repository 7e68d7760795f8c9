#!/bin/bash
printf 'FROM registry.lab/learner/{{name}}:1.0\nENV WHOAMI_NAME={{colour}}\n' | docker build -t registry.lab/learner/{{name}}:1.0 -
docker push registry.lab/learner/{{name}}:1.0
