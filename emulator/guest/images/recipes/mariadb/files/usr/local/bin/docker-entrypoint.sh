#!/bin/bash
# Makes the system tables when there are none, then becomes the server; or whatever else the container is told to run.
set -euo pipefail

datadir=/var/lib/mysql
socket=/run/mysqld/mysqld.sock

say() {
	echo "$(date --utc '+%Y-%m-%d %H:%M:%S+00:00') [Note] [Entrypoint]: $*"
}
fail() {
	echo "$(date --utc '+%Y-%m-%d %H:%M:%S+00:00') [ERROR] [Entrypoint]: $*" >&2
	exit 1
}

# Sets MARIADB_$1 from itself, from MYSQL_$1, or from the file that one of them with _FILE names.
take() {
	local name value=
	for name in "MARIADB_$1" "MYSQL_$1"; do
		local file_name=${name}_FILE
		if [ -n "${!name-}" ] && [ -n "${!file_name-}" ]; then
			fail "Both $name and $file_name are set (but are exclusive)"
		fi
		if [ -z "$value" ]; then value=${!name-}; fi
		if [ -z "$value" ] && [ -n "${!file_name-}" ]; then value=$(cat "${!file_name}"); fi
		unset "$name" "$file_name"
	done
	declare -g "MARIADB_$1=$value"
}

refuse_without_password() {
	if [ -n "$MARIADB_ROOT_PASSWORD$MARIADB_ALLOW_EMPTY_ROOT_PASSWORD$MARIADB_RANDOM_ROOT_PASSWORD" ]; then return; fi
	fail "Database is uninitialized and password option is not specified
	Set one of MARIADB_ROOT_PASSWORD, MARIADB_ALLOW_EMPTY_ROOT_PASSWORD and MARIADB_RANDOM_ROOT_PASSWORD"
}

# For use between single quotes.
quoted() {
	local text=${1//\\/\\\\}
	printf '%s' "${text//\'/\\\'}"
}

sql() {
	MYSQL_PWD=$client_password mariadb --protocol=socket --socket="$socket" --user=root --database="${database-mysql}" "$@"
}

make_accounts() {
	local password host
	password=$(quoted "$MARIADB_ROOT_PASSWORD")
	{
		echo "SET @@SESSION.SQL_LOG_BIN=0;"
		# mariadb-install-db makes several roots, all without a password.
		echo "DELETE FROM mysql.global_priv WHERE User <> 'mariadb.sys' AND NOT (User = 'root' AND Host = 'localhost');"
		echo "FLUSH PRIVILEGES;"
		host=$(quoted "${MARIADB_ROOT_HOST:-%}")
		if [ "$host" != localhost ]; then
			echo "CREATE USER 'root'@'$host' IDENTIFIED BY '$password';"
			echo "GRANT ALL ON *.* TO 'root'@'$host' WITH GRANT OPTION;"
		fi
		if [ -n "$MARIADB_DATABASE" ]; then
			echo "CREATE DATABASE IF NOT EXISTS \`${MARIADB_DATABASE//\`/\`\`}\`;"
		fi
		if [ -n "$MARIADB_USER" ] && [ -n "$MARIADB_PASSWORD" ]; then
			local user="'$(quoted "$MARIADB_USER")'@'%'" escaped=${MARIADB_DATABASE//_/\\_}
			echo "CREATE USER $user IDENTIFIED BY '$(quoted "$MARIADB_PASSWORD")';"
			if [ -n "$MARIADB_DATABASE" ]; then
				echo "GRANT ALL ON \`${escaped//\`/\`\`}\`.* TO $user;"
			fi
		fi
		# From here on root needs the password.
		echo "SET PASSWORD FOR 'root'@'localhost' = PASSWORD('$password');"
	} | sql
	client_password=$MARIADB_ROOT_PASSWORD
}

run_scripts() {
	local file
	local -x database=${MARIADB_DATABASE:-mysql}
	for file in /docker-entrypoint-initdb.d/*; do
		case $file in
		*.sh)
			say "$0: running $file"
			if [ -x "$file" ]; then "$file"; else . "$file"; fi
			;;
		*.sql)
			say "$0: running $file"
			sql <"$file"
			;;
		*.sql.gz)
			say "$0: running $file"
			gunzip --stdout "$file" | sql
			;;
		*.sql.xz)
			say "$0: running $file"
			xzcat "$file" | sql
			;;
		*.sql.zst)
			say "$0: running $file"
			zstd --decompress --stdout "$file" | sql
			;;
		*) [ ! -e "$file" ] || say "$0: ignoring $file" ;;
		esac
	done
}

# On an elliptic curve: a matter of a second. Each container has its own.
make_certificate() {
	[ ! -e /run/mysqld/server-cert.pem ] || return 0
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj /CN=mariadb \
		-keyout /run/mysqld/server-key.pem -out /run/mysqld/server-cert.pem 2>/dev/null ||
		fail "Unable to make a certificate."
}

first_start() {
	refuse_without_password
	if [ -n "$MARIADB_RANDOM_ROOT_PASSWORD" ]; then
		MARIADB_ROOT_PASSWORD=$(head --bytes=24 /dev/urandom | base64)
		say "GENERATED ROOT PASSWORD: $MARIADB_ROOT_PASSWORD"
	fi
	say "Initializing database files"
	mariadb-install-db --datadir="$datadir" --auth-root-authentication-method=normal --skip-test-db --skip-log-bin \
		--cross-bootstrap --rpm >/dev/null
	say "Database files initialized"

	say "Starting temporary server"
	"$@" --skip-networking --socket="$socket" --pid-file="$datadir/first-start.pid" &
	local server=$! client_password= ready=
	# Bounded by the server's own life: it ends when it cannot start.
	while kill -0 "$server" 2>/dev/null; do
		if sql --execute='SELECT 1' >/dev/null 2>&1; then
			ready=yes
			break
		fi
		sleep 0.2
	done
	[ -n "$ready" ] || fail "Unable to start server."
	say "Temporary server started."
	make_accounts
	run_scripts
	say "Stopping temporary server"
	kill "$server"
	wait "$server" || fail "Unable to shut down server."
	say "Temporary server stopped"
	say "MariaDB init process done. Ready for start up."
}

case ${1-} in
-*) set -- mariadbd "$@" ;;
esac

for argument in "$@"; do
	case $argument in
	-'?' | --help | --print-defaults | -V | --version) exec "$@" ;;
	esac
done

if [ "${1-}" = mariadbd ] || [ "${1-}" = mysqld ]; then
	say "Entrypoint script for MariaDB Server started."
	if [ "$(id -u)" = 0 ]; then
		mkdir -p "$datadir" /run/mysqld
		find "$datadir" /run/mysqld \! -user mysql -exec chown mysql:mysql '{}' +
		say "Switching to dedicated user 'mysql'"
		exec setpriv --reuid=mysql --regid=mysql --init-groups -- "$0" "$@"
	fi
	for name in ROOT_PASSWORD ALLOW_EMPTY_ROOT_PASSWORD RANDOM_ROOT_PASSWORD ROOT_HOST DATABASE USER PASSWORD; do take "$name"; done
	make_certificate
	[ -d "$datadir/mysql" ] || first_start "$@"
	unset "${!MARIADB_@}"
fi

exec "$@"
