# Built-ins only: on this CPU each program that starts is felt.
if [ -n "$BASH_VERSION" ] && [ -n "$PS1" ] && [ -t 1 ]; then
	mapfile -t MAPFILE </etc/motd
	printf '%s\n' "${MAPFILE[@]}"
	unset MAPFILE
fi
