#!/bin/sh
set -e
ln -s docker-registry /usr/bin/registry
mkdir -p /etc/distribution /var/lib/registry
ln -s /etc/docker/registry/config.yml /etc/distribution/config.yml
