#!/bin/bash
state=$(engine /containers/{{name}}/json | jq -r '[.State.Running, .Config.Image, (.HostConfig.PortBindings["80/tcp"][0].HostPort // "none")] | @tsv')
[ -n "$state" ] || fail_because "There is no container named {{name}} yet."
read -r running image port <<<"$state"
[ "$running" = true ] || fail_because "The container {{name}} is there, but it does not run."
[[ "$image" = whoami* ]] || fail_because "The container {{name}} was made from the image $image, not from whoami."
[ "$port" = {{port}} ] || fail_because "Port {{port}} of the machine does not lead to port 80 of {{name}}."
