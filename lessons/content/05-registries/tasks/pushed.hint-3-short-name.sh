#!/bin/bash
tail -n 3 /root/.bash_history 2>/dev/null | grep -E 'docker (image )?push' | grep -vq 'registry.lab/learner/{{name}}:1.0' || exit 1
echo "Push the full name, with registry and tag: docker push registry.lab/learner/{{name}}:1.0"
