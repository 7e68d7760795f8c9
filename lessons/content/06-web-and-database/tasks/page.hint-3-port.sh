#!/bin/bash
port=$(container_field web '.HostConfig.PortBindings["80/tcp"][0].HostPort // "none"') || exit 1
[ "$port" != {{port}} ] || exit 1
echo "Port {{port}} does not lead to web. Remove it with docker rm -f web, and run it again with -p {{port}}:80."
