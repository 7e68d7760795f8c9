#!/bin/bash
image_exists site && exit 1
engine '/images/json?filters={"dangling":["true"]}' --globoff | grep -q '"Id"' || exit 1
echo "An image was built, but it has no name. Build again with -t site, and the name will be put on it."
