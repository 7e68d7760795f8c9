#!/bin/bash
other=$(image_field registry.lab/learner/{{name}}:1.0 '[.RepoTags[] | select(. != "registry.lab/learner/{{name}}:1.0")] | join(" ")' || image_field whoami '.RepoTags | join(" ")') || exit 1
[ -n "$other" ] || exit 1
echo "The image still has another name: $other. It is deleted only when the last one goes: docker rmi $other"
