#!/bin/sh
# Adminer as the whole site of PHP's own server.
set -e
rm -rf /var/www/html
mkdir -p /var/www/html
cat >/var/www/html/index.php <<'END'
<?php
// The first page proposes the server that the container is told to propose.
if (!$_GET && !$_POST && getenv('ADMINER_DEFAULT_SERVER')) {
	header('Location: ?server=' . rawurlencode(getenv('ADMINER_DEFAULT_SERVER')) . '&username=');
	exit;
}
// Nobody is asked whether there is a newer version.
function adminer_object() {
	require_once '/usr/share/adminer/plugins/version-noverify.php';
	return new Adminer\Plugins([new AdminerVersionNoverify()]);
}
require '/usr/share/adminer/adminer.php';
END
