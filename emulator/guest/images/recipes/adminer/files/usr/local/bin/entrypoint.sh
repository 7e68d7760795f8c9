#!/bin/sh
# Options alone are for php.
set -e
case $1 in
-*) set -- php "$@" ;;
esac
exec "$@"
