#!/bin/sh
# Configurations that people bring along say "user nginx;".
set -e
groupadd --system --gid 101 nginx
useradd --system --uid 101 --gid nginx --home-dir /nonexistent --no-create-home --shell /bin/false nginx
