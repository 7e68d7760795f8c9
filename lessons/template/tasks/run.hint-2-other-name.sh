#!/bin/bash
[ "$(engine /containers/json | json_field length)" -gt 0 ] || exit 1
echo "A container is running, under another name. The name is given with --name, before the image."
