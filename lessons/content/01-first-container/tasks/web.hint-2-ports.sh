#!/bin/bash
ports=$(container_field {{name}} '.HostConfig.PortBindings | tojson') || exit 1
case "$ports" in
'{"80/tcp":'*'"{{port}}"'*) exit 1 ;;
'{}') echo "It runs, but no port is published: nobody outside the container can reach it. A port cannot be added later. Remove it with docker rm -f {{name}}, and run it again with -p." ;;
*'"{{port}}/tcp"'*) echo "The two ports are swapped. The machine's port comes first, the container's second: -p {{port}}:80. Remove it with docker rm -f {{name}}, and run it again." ;;
*) echo "A port is published, but not {{port}} to 80. The left number is the machine's, the right one the container's. Remove it with docker rm -f {{name}}, and run it again." ;;
esac
