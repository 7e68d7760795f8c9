#!/bin/bash
image_exists site || exit 1
[ "$(image_field site '.Config.Cmd | tostring | test("httpd")')" = true ] && exit 1
echo "The image was built without a CMD of yours, so its containers start a shell, which ends at once. Add the CMD line, and build again."
