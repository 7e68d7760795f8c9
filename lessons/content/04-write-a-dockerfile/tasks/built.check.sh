#!/bin/bash
image=$(engine /images/site/json) || fail_because "There is no image named site yet."
[ "$(jq '.Config.Cmd | tostring | test("httpd")' <<<"$image")" = true ] || fail_because "The image site does not start httpd: its CMD is $(jq -c .Config.Cmd <<<"$image")."
# The files as they lie in the image's layers on this machine: quicker than a container.
jq -r '.GraphDriver.Data | .UpperDir, (.LowerDir // "")' <<<"$image" | tr : '\n' | while read -r layer; do [ -n "$layer" ] && find "$layer" -name index.html; done | grep -q /www/index.html ||
	fail_because "There is an image named site, but no index.html in a folder www of it."
