#!/bin/sh
# Debian's own default site, which our conf.d/default.conf replaces.
set -e
rm -rf /etc/nginx/sites-available /etc/nginx/sites-enabled /var/www/html
# What docker logs shows.
ln -sf /dev/stdout /var/log/nginx/access.log
ln -sf /dev/stderr /var/log/nginx/error.log
