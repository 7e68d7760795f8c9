#!/bin/bash
image_exists diary && exit 1
engine '/images/json?filters={"dangling":["true"]}' --globoff | grep -q '"Id"' || exit 1
echo "A container was committed, but the image got no name. Say it at the end: docker commit scribe diary"
