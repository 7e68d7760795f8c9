#!/bin/sh
# Where this release's packages come from: the part of the archive that the site serves.
set -e
. /etc/os-release
rm -f /etc/apt/sources.list
cat >/etc/apt/sources.list.d/debian.sources <<END
Types: deb
URIs: http://deb.lab/debian
Suites: $VERSION_CODENAME
Components: main
Trusted: yes
END
