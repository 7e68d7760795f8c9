#!/bin/bash
state=$(engine /containers/tenant/json | jq -r '[.State.Running, .Config.Image] | @tsv')
[ -n "$state" ] || fail_because "There is no container named tenant."
read -r running image <<<"$state"
[ "$running" = true ] || fail_because "The container tenant is there, but it does not run."
[[ "$image" = busybox* ]] || fail_because "The container tenant was made from $image. The table compares with busybox."
