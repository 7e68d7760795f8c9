#!/bin/sh
set -e
mkdir -p /config/caddy /data/caddy /srv
