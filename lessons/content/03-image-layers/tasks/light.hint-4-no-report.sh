#!/bin/bash
image_exists light || exit 1
grep -q '/report' report/Dockerfile && [ "$(image_field light .Size)" -lt 3000000 ] || exit 1
echo "The image is small, but its /report is missing or empty. The report has to be made before the measurements are deleted."
