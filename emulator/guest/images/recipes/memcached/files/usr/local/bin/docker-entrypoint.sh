#!/bin/sh
# Options alone mean memcached with these options.
set -e
case $1 in
-*) set -- memcached "$@" ;;
esac
exec "$@"
