#!/bin/bash
digests=$(image_field registry.lab/learner/{{name}}:1.0 '.RepoDigests | join(" ")') || exit 1
[[ "$digests" != *registry.lab/learner/{{name}}@* ]] || exit 1
echo "The new image is on this machine only. Push it: docker push registry.lab/learner/{{name}}:1.0"
