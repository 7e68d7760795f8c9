#!/bin/bash
# Makes a database cluster when there is none, then becomes the server; or whatever else the container is told to run.
set -euo pipefail

# The value of $1, or what is in the file that $1_FILE names.
take() {
	local name=$1 default=${2-} file_name=$1_FILE
	if [ -n "${!name-}" ] && [ -n "${!file_name-}" ]; then
		echo "error: both $name and $file_name are set (but are exclusive)" >&2
		exit 1
	fi
	local value=${!name-$default}
	if [ -n "${!file_name-}" ]; then
		value=$(cat "${!file_name}")
	fi
	export "$name"="$value"
	unset "$file_name"
}

refuse_without_password() {
	if [ -n "$POSTGRES_PASSWORD" ] || [ "$POSTGRES_HOST_AUTH_METHOD" = trust ]; then return; fi
	cat >&2 <<-'END'
		Error: Database is uninitialized and superuser password is not specified.
		       Set POSTGRES_PASSWORD to a value that is not empty, as in
		       "docker run -e POSTGRES_PASSWORD=secret postgres".

		       POSTGRES_HOST_AUTH_METHOD=trust lets everybody in without a password instead.
		       That is *not* recommended: whoever reaches the port may then do everything.
	END
	exit 1
}

make_cluster() {
	local password_file
	password_file=$(mktemp)
	printf '%s\n' "$POSTGRES_PASSWORD" >"$password_file"
	local arguments=(--username="$POSTGRES_USER" --pwfile="$password_file")
	[ -n "$POSTGRES_PASSWORD" ] || arguments=(--username="$POSTGRES_USER")
	# More arguments are words, as a shell would see them.
	local more=()
	eval "more=(${POSTGRES_INITDB_ARGS-})"
	initdb --pgdata="$PGDATA" "${arguments[@]}" "${more[@]}"
	rm -f "$password_file"
	local method=$POSTGRES_HOST_AUTH_METHOD
	[ -n "$method" ] || method=$(postgres -C password_encryption)
	printf '\nhost all all all %s\n' "$method" >>"$PGDATA/pg_hba.conf"
}

sql() {
	PGHOST= PGHOSTADDR= psql --no-psqlrc --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --no-password "$@"
}

make_database() {
	[ "$POSTGRES_DB" != postgres ] || return 0
	sql --dbname postgres --set=db="$POSTGRES_DB" <<-'END'
		SELECT 'CREATE DATABASE ' || quote_ident(:'db') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'db') \gexec
	END
}

run_scripts() {
	local file
	echo
	for file in /docker-entrypoint-initdb.d/*; do
		case $file in
		*.sh)
			echo "$0: running $file"
			if [ -x "$file" ]; then "$file"; else . "$file"; fi
			;;
		*.sql)
			echo "$0: running $file"
			sql --dbname "$POSTGRES_DB" --file "$file"
			;;
		*.sql.gz)
			echo "$0: running $file"
			gunzip --stdout "$file" | sql --dbname "$POSTGRES_DB"
			;;
		*.sql.xz)
			echo "$0: running $file"
			xzcat "$file" | sql --dbname "$POSTGRES_DB"
			;;
		*.sql.zst)
			echo "$0: running $file"
			zstd --decompress --stdout "$file" | sql --dbname "$POSTGRES_DB"
			;;
		*) [ ! -e "$file" ] || echo "$0: ignoring $file" ;;
		esac
		echo
	done
}

first_start() {
	refuse_without_password
	make_cluster
	# Only through its socket: nobody connects before everything is there.
	pg_ctl --pgdata="$PGDATA" --options="-c listen_addresses='' -p ${PGPORT:-5432}" --wait start
	make_database
	run_scripts
	pg_ctl --pgdata="$PGDATA" --mode=fast --wait stop
	printf '\nPostgreSQL init process complete; ready for start up.\n\n'
}

case ${1-} in
-*) set -- postgres "$@" ;;
esac

for argument in "$@"; do
	case $argument in
	-'?' | --help | --describe-config | -V | --version) exec "$@" ;;
	esac
done

if [ "${1-}" = postgres ]; then
	take POSTGRES_PASSWORD
	take POSTGRES_USER postgres
	take POSTGRES_DB "$POSTGRES_USER"
	take POSTGRES_INITDB_ARGS
	POSTGRES_HOST_AUTH_METHOD=${POSTGRES_HOST_AUTH_METHOD-}
	if [ "$(id -u)" = 0 ]; then
		mkdir -p "$PGDATA" /var/run/postgresql
		find "$PGDATA" \! -user postgres -exec chown postgres '{}' +
		chmod 700 "$PGDATA"
		chown postgres /var/run/postgresql
		exec setpriv --reuid=postgres --regid=postgres --init-groups -- env HOME=/var/lib/postgresql "$0" "$@"
	fi
	if [ -s "$PGDATA/PG_VERSION" ]; then
		printf '\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n'
	else
		first_start
	fi
	unset POSTGRES_PASSWORD
fi

exec "$@"
