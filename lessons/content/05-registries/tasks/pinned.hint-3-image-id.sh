#!/bin/bash
tail -n 3 /root/.bash_history 2>/dev/null | grep -Eq 'docker run .*(@[0-9a-f]{12}|:sha256|[^@]sha256:)' || exit 1
echo "A digest is joined with @, not with a colon, and it has all its 64 digits: registry.lab/learner/{{name}}@sha256:... The short IMAGE ID of docker images is something else."
