#!/bin/bash
left=$(engine '/containers/json?all=1' | jq -r 'length') || fail_because "The engine does not answer."
[ "$left" = 0 ] || fail_because "Containers left: $left."
