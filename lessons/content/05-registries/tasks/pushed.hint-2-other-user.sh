#!/bin/bash
user=$(jq -r '.auths["registry.lab"].auth // empty' /root/.docker/config.json 2>/dev/null | base64 -d | cut -d: -f1)
[ -n "$user" ] && [ "$user" != learner ] || exit 1
echo "You are logged in as $user, who may not write into what belongs to learner. Log in again: docker login -u learner registry.lab"
