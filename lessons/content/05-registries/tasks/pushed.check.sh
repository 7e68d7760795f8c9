#!/bin/bash
# An image has a digest in a registry's name once it was pushed there, or pulled from there.
digests=$(image_field registry.lab/learner/{{name}}:1.0 '.RepoDigests | join(" ")') || fail_because "No image is named registry.lab/learner/{{name}}:1.0."
[[ "$digests" = *registry.lab/learner/{{name}}@sha256:* ]] || fail_because "registry.lab/learner/{{name}}:1.0 has not been pushed yet."
