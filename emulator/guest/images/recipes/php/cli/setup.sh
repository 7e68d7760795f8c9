#!/bin/sh
# The folder for settings that people know is read as well.
set -e
version=$(ls /etc/php)
mkdir -p /usr/local/etc/php
ln -s "/etc/php/$version/cli/conf.d" /usr/local/etc/php/conf.d
mkdir -p /var/www/html
