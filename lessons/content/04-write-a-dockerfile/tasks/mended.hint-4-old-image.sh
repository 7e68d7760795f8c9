#!/bin/bash
container_running mended && exit 1
image_exists mended || { echo "The Dockerfile looks right. Build it: docker build -t mended broken"; exit 0; }
container_exists mended || { echo "The image is built. Run it: docker run -d --name mended -p {{mended}}:80 mended"; exit 0; }
[ "$(container_field mended .Image)" = "$(image_id mended)" ] && exit 1
echo "The container mended has ended; it is from an earlier build. Remove it with docker rm mended, and run a new one."
