#!/bin/bash
state=$(container_field {{name}} '.State.Status + " " + .State.Error') || exit 1
case "$state" in
running*) exit 1 ;;
*allocated*) echo "Port {{port}} is taken by another container, so {{name}} could not start. Find the other one with docker ps, remove both, and run {{name}} again." ;;
*) echo "The container {{name}} is there but does not run. Start it again with docker start {{name}}, or remove it with docker rm {{name}} and run it anew." ;;
esac
