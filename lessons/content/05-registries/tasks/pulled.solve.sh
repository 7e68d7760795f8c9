#!/bin/bash
docker rmi whoami registry.lab/learner/{{name}}:1.0
docker pull registry.lab/learner/{{name}}:1.0
