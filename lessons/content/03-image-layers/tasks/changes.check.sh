#!/bin/bash
changes=$(engine /containers/scribe/changes) || fail_because "There is no container named scribe."
[[ "$(container_image scribe)" = busybox* ]] || fail_because "The container scribe was not made from busybox."
kinds=$(jq -r '[.[] | select(.Path | test("^/(diary|etc/group|bin/vi)$")) | "\(.Kind)\(.Path)"] | sort | join(" ")' <<<"$changes")
[[ "$kinds" = *0/etc/group* ]] || fail_because "scribe has not changed /etc/group."
[[ "$kinds" = *1/diary* ]] || fail_because "scribe has not added /diary."
[[ "$kinds" = *2/bin/vi* ]] || fail_because "scribe has not deleted /bin/vi."
