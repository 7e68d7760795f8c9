#!/bin/bash
# Makes a plain Debian tree out of locked packages, as the lowest layer of images.
#   base.sh <folder with .deb files and a Packages index> <names to install> <output tar>
# Works as root, as root in a user namespace, and as root in a container that may not mount.
set -euo pipefail
repository=$1 install=$2 output=$3

# Fixed, so that files written by maintainer scripts (such as /etc/shadow) are the same in each build.
export SOURCE_DATE_EPOCH=1735689600

skip=()
if ! unshare --mount true 2>/dev/null; then
	skip+=(--skip=chroot/mount)
fi
# Releases before trixie make /bin a link to /usr/bin by a package that wants to find it so.
merged=()
if compgen -G "$repository/usr-is-merged_*.deb" >/dev/null; then
	merged+=(--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr)
fi
mmdebstrap --mode=root --variant=essential --architectures=i386 --include="${install// /,}" "${skip[@]}" "${merged[@]}" \
	--aptopt='APT::Sandbox::User "root"' \
	--aptopt='Acquire::Languages "none"' \
	--dpkgopt='path-exclude=/usr/share/man/*' \
	--dpkgopt='path-exclude=/usr/share/info/*' \
	--dpkgopt='path-exclude=/usr/share/locale/*' \
	--dpkgopt='path-exclude=/usr/share/lintian/*' \
	--dpkgopt='path-exclude=/usr/share/doc/*' \
	--dpkgopt='path-include=/usr/share/doc/*/copyright' \
	'' "$output" "deb [trusted=yes] copy://$repository ./"
