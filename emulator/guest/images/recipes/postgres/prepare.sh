#!/bin/sh
set -e
# With the ids that people know from their volumes.
groupadd --system --gid 999 postgres
useradd --system --uid 999 --gid postgres --home-dir /var/lib/postgresql --shell /bin/bash postgres
mkdir -p /var/lib/postgresql
chown postgres:postgres /var/lib/postgresql
# The container makes its own cluster at its first start.
mkdir -p /etc/postgresql-common
echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
# What the server does not need to run: the just-in-time compiler, and the sources that locales are compiled from.
cat >/etc/dpkg/dpkg.cfg.d/postgres <<END
path-exclude /usr/lib/*/libLLVM*
path-exclude /usr/lib/llvm-*
path-exclude /usr/lib/*/libz3.*
path-exclude /usr/lib/postgresql/*/lib/bitcode/*
path-exclude /usr/lib/postgresql/*/lib/llvmjit*
path-exclude /usr/share/i18n/*
END
