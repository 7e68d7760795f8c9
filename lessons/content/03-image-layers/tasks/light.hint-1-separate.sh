#!/bin/bash
grep -Eqi '^ *RUN +rm' report/Dockerfile || exit 1
echo "The rm still has a RUN of its own, and so a layer of its own. Join it to the step that makes the file: RUN head ... && md5sum ... && rm ..."
