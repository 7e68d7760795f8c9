#!/bin/bash
image_exists light || exit 1
[ "$(image_field light .Size)" -ge 3000000 ] && ! grep -q 'rm ' report/Dockerfile || exit 1
echo "The measurements are never deleted now. Delete them at the end of the same RUN that makes them."
