#!/bin/sh
# Apache as the container's only program, with its logs where docker logs finds them.
set -e
version=$(ls /etc/php)
ln -sfn "/etc/php/$version/apache2/conf.d" /usr/local/etc/php/conf.d
rm -rf /var/www/html
mkdir -p /var/www/html
chown www-data:www-data /var/www/html
ln -sf /dev/stdout /var/log/apache2/access.log
ln -sf /dev/stderr /var/log/apache2/error.log
ln -sf /dev/stdout /var/log/apache2/other_vhosts_access.log
echo 'ServerName localhost' >/etc/apache2/conf-available/container.conf
a2enconf --quiet container
