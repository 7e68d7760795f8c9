#!/bin/sh
set -e
mkdir -p /docker-entrypoint-initdb.d /var/lib/postgresql/data /var/run/postgresql
chown -R postgres:postgres /var/lib/postgresql /var/run/postgresql
chmod 1777 /var/lib/postgresql/data
chmod 3777 /var/run/postgresql
# What new clusters begin with.
sed -i "s/^#listen_addresses = .*/listen_addresses = '*'/; s/^#jit = on/jit = off/" /usr/share/postgresql/17/postgresql.conf.sample
