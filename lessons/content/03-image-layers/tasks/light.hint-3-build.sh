#!/bin/bash
grep -Eqi '^ *RUN +rm' report/Dockerfile && exit 1
image_exists light && [ "$(image_field light .Size)" -lt 3000000 ] && exit 1
echo "Your recipe looks different now. Save it and build: docker build -t light report"
