#!/bin/bash
image_exists registry.lab/learner/{{name}}:1.0 || exit 1
echo "The image is here under its name from registry.lab. Delete that name too, then pull it: docker rmi registry.lab/learner/{{name}}:1.0"
