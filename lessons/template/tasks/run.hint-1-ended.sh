#!/bin/bash
container_exists {{name}} && ! container_running {{name}} || exit 1
echo "The container {{name}} has ended: a container lives as long as its first process. Remove it with docker rm, and start one that has something to do."
