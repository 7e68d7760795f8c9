#!/bin/bash
state=$(engine /containers/tenant/json | jq -r '[.State.Status, .State.ExitCode] | @tsv')
[ -n "$state" ] || fail_because "There is no container named tenant."
read -r status code <<<"$state"
[ "$status" = exited ] || fail_because "The container tenant is $status."
[ "$code" = 137 ] || fail_because "The container tenant has ended with $code. Killed by signal 9, it would be 137."
