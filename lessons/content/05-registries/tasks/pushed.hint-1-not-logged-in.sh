#!/bin/bash
jq -e '.auths["registry.lab"]' /root/.docker/config.json >/dev/null 2>&1 && exit 1
if jq -e '.auths | length > 0' /root/.docker/config.json >/dev/null 2>&1; then
	echo "You are logged in, but to another registry. Without a name, docker login means docker.io. Say: docker login -u learner registry.lab"
else
	echo "You are not logged in to registry.lab. docker login -u learner registry.lab, and the password is containers."
fi
