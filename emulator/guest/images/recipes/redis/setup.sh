#!/bin/sh
set -e
mkdir /data
chown redis:redis /data
