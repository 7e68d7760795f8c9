#!/bin/bash
state=$(engine /containers/pinned/json | jq -r '[.State.Running, .Config.Image, (.HostConfig.PortBindings["80/tcp"][0].HostPort // "none")] | @tsv')
[ -n "$state" ] || fail_because "There is no container named pinned."
read -r running image port <<<"$state"
[[ "$image" = registry.lab/learner/{{name}}@sha256:* || "$image" = registry.lab/learner/{{name}}:1.0@sha256:* ]] || fail_because "The container pinned was made from $image, not from a digest."
[ "$running" = true ] || fail_because "The container pinned does not run."
[ "$port" = {{port}} ] || fail_because "Port {{port}} does not lead to port 80 of pinned."
