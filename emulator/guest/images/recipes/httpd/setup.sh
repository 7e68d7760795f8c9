#!/bin/sh
# The places where people know Apache's own distribution to have things.
set -e
cd /usr/local/apache2
mkdir -p bin logs conf/extra cgi-bin htdocs
ln -s /usr/lib/apache2/modules modules
ln -s /usr/sbin/apache2 bin/httpd
ln -s /etc/mime.types conf/mime.types
chown www-data:www-data logs
