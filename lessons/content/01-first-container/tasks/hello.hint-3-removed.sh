#!/bin/bash
now=$(date +%s)
engine "/events?since=$((now - 3600))&until=$now&filters={\"event\":[\"destroy\"],\"image\":[\"hello-world\"]}" --globoff | grep -q destroy || exit 1
echo "It ran, and then it was removed, perhaps by --rm. Run it again without that, so that something is left to look at."
