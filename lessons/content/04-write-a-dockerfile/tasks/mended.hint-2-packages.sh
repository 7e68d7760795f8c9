#!/bin/bash
grep -Eqi '^ *RUN .*apt' broken/Dockerfile || exit 1
echo "The image busybox has no apt-get: it belongs to Debian. Nothing here needs curl, so delete the line."
