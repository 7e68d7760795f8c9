#!/bin/sh
# Makes the configuration ready, then becomes what the container is told to run.
set -e

say() {
	[ -n "$NGINX_ENTRYPOINT_QUIET_LOGS" ] || echo "$0: $*"
}

# /etc/nginx/templates/x.conf.template becomes /etc/nginx/conf.d/x.conf. Only names of variables that exist are replaced: nginx has
# variables of its own.
fill_templates() {
	templates=${NGINX_ENVSUBST_TEMPLATE_DIR:-/etc/nginx/templates}
	output=${NGINX_ENVSUBST_OUTPUT_DIR:-/etc/nginx/conf.d}
	suffix=${NGINX_ENVSUBST_TEMPLATE_SUFFIX:-.template}
	[ -d "$templates" ] || return 0
	for template in "$templates"/*"$suffix"; do
		[ -f "$template" ] || continue
		target=$output/$(basename "$template" "$suffix")
		say "Filling $template into $target"
		awk '{
			line = $0
			out = ""
			while (match(line, /\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)/)) {
				name = substr(line, RSTART + 1, RLENGTH - 1)
				gsub(/[{}]/, "", name)
				out = out substr(line, 1, RSTART - 1)
				out = out (name in ENVIRON ? ENVIRON[name] : substr(line, RSTART, RLENGTH))
				line = substr(line, RSTART + RLENGTH)
			}
			print out line
		}' "$template" >"$target"
	done
}

if [ "$1" = nginx ] || [ "$1" = nginx-debug ]; then
	fill_templates
	for script in /docker-entrypoint.d/*; do
		case $script in
		*.envsh)
			say "Reading $script"
			. "$script"
			;;
		*.sh)
			if [ -x "$script" ]; then
				say "Running $script"
				"$script"
			else
				say "Ignoring $script: it is not executable"
			fi
			;;
		esac
	done
	say "Configuration complete; ready for start up"
fi

exec "$@"
