#!/bin/bash
[ "$(container_field pinned '.HostConfig.PortBindings["80/tcp"][0].HostPort // "none"')" != {{port}} ] && container_exists pinned || exit 1
echo "It runs from a digest, but port {{port}} does not lead to it. Remove it with docker rm -f pinned, and run it again with -p {{port}}:80."
