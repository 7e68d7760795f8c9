#!/bin/sh
# With the ids that people know from their volumes.
set -e
groupadd --system --gid 999 redis
useradd --system --uid 999 --gid redis --home-dir /var/lib/redis --no-create-home --shell /bin/false redis
