#!/bin/bash
running=$(engine '/containers/json?filters={"label":["com.docker.compose.project"]}' --globoff | jq -r '[.[].Labels["com.docker.compose.service"]] | sort | unique | join(" ")')
[ "$running" = "db web" ] || fail_because "Of the services db and web, Compose runs: ${running:-none}."
page=$(port_says {{port}}) || fail_because "Nothing answers on port {{port}}."
grep -q '<li>{{guest}}' <<<"$page" || fail_because "The page does not show the entries of before."
