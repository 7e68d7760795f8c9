#!/bin/sh
# Debian's compiled files are compiled again, so that they bear the time of their sources as these are in the image: Python then believes
# them by a look at the time, instead of compiling or reading each source at every start.
set -e
unset SOURCE_DATE_EPOCH
python3 -m compileall -q -f --invalidation-mode timestamp /usr/lib/python3 /usr/lib/python3.* >/dev/null || true
