#!/bin/sh
# Is the server up? --connect asks it over the network, --innodb_initialized whether its tables can be used.
set -e
[ "$#" -gt 0 ] || set -- --connect
for check in "$@"; do
	case $check in
	--connect)
		# Refused for want of a password is an answer too: the server is there.
		answer=$(mariadb --protocol=tcp --host=127.0.0.1 --user=healthcheck --connect-timeout=5 --execute='SELECT 1' 2>&1) || true
		case $answer in
		*"Can't connect"* | *"Lost connection"*) exit 1 ;;
		esac
		;;
	# The server answers only when its tables are there.
	--innodb_initialized) "$0" --connect ;;
	*)
		echo "healthcheck.sh: $check is not known; there are --connect and --innodb_initialized" >&2
		exit 2
		;;
	esac
done
