#!/bin/bash
image_exists registry.lab/learner/{{name}}:1.0 || fail_because "registry.lab/learner/{{name}}:1.0 is not on this machine."
now=$(date +%s)
# Deleted and then pulled: the engine remembers its latest events.
engine "/events?since=$((now - 7200))&until=$now&filters={\"type\":[\"image\"],\"event\":[\"delete\",\"pull\"]}" --globoff |
	jq -es '[.[] | {Action, name: (.Actor.Attributes.name // .Actor.ID)}] | (map(.Action == "delete") | index(true)) as $gone | $gone != null and any(.[$gone:][]; .Action == "pull" and (.name | startswith("registry.lab/learner/{{name}}")))' >/dev/null ||
	fail_because "The image has not been deleted here and pulled back yet."
