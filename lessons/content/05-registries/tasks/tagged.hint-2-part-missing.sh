#!/bin/bash
wrong=$(engine /images/json | jq -er '[.[].RepoTags[]? | select(test("{{name}}"))][0]') || exit 1
case "$wrong" in
registry.lab/learner/{{name}}:1.0) exit 1 ;;
registry.lab/learner/{{name}}:*) echo "You named it $wrong. The tag behind the colon should be 1.0." ;;
registry.lab/*) echo "You named it $wrong. Between registry and name stands whose it is: registry.lab/learner/{{name}}:1.0" ;;
*) echo "You named it $wrong. Without registry.lab in front, that is a name for docker.io." ;;
esac
