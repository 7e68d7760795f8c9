#!/bin/bash
image=$(engine /images/light/json) || fail_because "There is no image named light yet."
IFS=: read -ra layers <<<"$(jq -r '.GraphDriver.Data | [.UpperDir, .LowerDir // ""] | join(":")' <<<"$image")"
report=
for layer in "${layers[@]}"; do [ -s "$layer/report" ] && report=1; done
[ -n "$report" ] || fail_because "The image light has no /report, or an empty one."
size=$(jq .Size <<<"$image")
[ "$size" -lt 3000000 ] || fail_because "The image light takes $((size / 1000000)) MB. Less than 3 are wanted."
