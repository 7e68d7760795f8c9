#!/bin/bash
pin=$(container_image pinned) || fail_because "The container pinned is gone."
digests=$(image_field registry.lab/learner/{{name}}:1.0 '.RepoDigests | join(" ")') || fail_because "No image is named registry.lab/learner/{{name}}:1.0."
[[ "$digests" = *registry.lab/learner/{{name}}@sha256:* ]] || fail_because "There is a new image 1.0, but it has not been pushed."
[[ " $digests " != *"@${pin##*@} "* ]] || fail_because "The tag 1.0 still leads to the image that pinned runs."
container_running pinned || fail_because "The container pinned does not run any more."
