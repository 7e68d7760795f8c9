#!/bin/bash
image_exists registry.lab/learner/{{name}}:1.0 && exit 1
echo "It is gone from this machine. Now fetch it: docker pull registry.lab/learner/{{name}}:1.0"
