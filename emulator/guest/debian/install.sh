#!/bin/bash
# Installs the locked packages into an empty tree and writes it as a tar file.
#   install.sh <folder with .deb files and a Packages index> <names to install> <names to unpack only> <output tar>
# Works as root, as root in a user namespace, and as root in a container that may not mount.
set -euo pipefail
repository=$1 install=$2 unpack=$3 output=$4

# Fixed, so that files written by maintainer scripts (such as /etc/shadow) are the same in each build.
export SOURCE_DATE_EPOCH=1735689600

skip=()
if ! unshare --mount true 2>/dev/null; then
	skip+=(--skip=chroot/mount)
fi
hooks=()
for package in $unpack; do
	hooks+=("--customize-hook=dpkg-deb --extract '$repository'/${package}_*.deb \"\$1\"")
done

mmdebstrap --mode=root --variant=essential --architectures=i386 --include="${install// /,}" "${skip[@]}" \
	--aptopt='APT::Sandbox::User "root"' \
	--aptopt='Acquire::Languages "none"' \
	--dpkgopt='path-exclude=/usr/share/man/*' \
	--dpkgopt='path-exclude=/usr/share/info/*' \
	--dpkgopt='path-exclude=/usr/share/locale/*' \
	--dpkgopt='path-exclude=/usr/share/lintian/*' \
	--dpkgopt='path-exclude=/usr/share/doc/*' \
	--dpkgopt='path-include=/usr/share/doc/*/copyright' \
	"${hooks[@]}" \
	"--customize-hook=chroot \"\$1\" update-alternatives --set iptables /usr/sbin/iptables-legacy" \
	"--customize-hook=chroot \"\$1\" update-alternatives --set ip6tables /usr/sbin/ip6tables-legacy" \
	'' "$output" "deb [trusted=yes] copy://$repository ./"
