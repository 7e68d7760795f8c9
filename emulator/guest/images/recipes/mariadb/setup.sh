#!/bin/sh
set -e
mkdir -p /docker-entrypoint-initdb.d /var/lib/mysql /run/mysqld /etc/mysql/conf.d
chown mysql:mysql /var/lib/mysql /run/mysqld
chmod 1777 /run/mysqld
