#!/bin/sh
# Becomes redis-server, as the user redis; or whatever else the container is told to run.
set -e

case $1 in
-* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ]; then
	# A container's network is its own, so the protection against an open port would only be in the way. Said before the arguments, so
	# that they can say otherwise; a configuration file has to come first.
	shift
	case $1 in
	*.conf)
		configuration=$1
		shift
		set -- redis-server "$configuration" --protected-mode no "$@"
		;;
	*) set -- redis-server --protected-mode no "$@" ;;
	esac
	if [ "$(id -u)" = 0 ]; then
		find . \! -user redis -exec chown redis '{}' +
		exec setpriv --reuid=redis --regid=redis --init-groups --no-new-privs -- "$@"
	fi
fi

exec "$@"
