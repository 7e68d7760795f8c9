#!/bin/bash
port_answers {{port}} && exit 1
echo "Nothing listens on port {{port}}. Start a container of the image: docker run -d --name site -p {{port}}:80 site. If the name is taken, remove the old one first."
