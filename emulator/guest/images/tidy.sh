#!/bin/bash
# Removes from the tree of an image what only its making needed, or what would differ each time it is made.
#   tidy.sh <tree>
set -euo pipefail
cd "$1"
# Device nodes belong to the container that will run.
find dev proc sys tmp -xdev -mindepth 1 -delete
# Folders there are for programs that run; what the programs left in them is of the past.
[ ! -d run ] || find run -xdev -mindepth 1 ! -type d -delete
rm -rf .slipway var/cache/apt/* var/lib/apt/lists/* var/cache/ldconfig/aux-cache var/cache/debconf/*-old \
	var/lib/dpkg/*-old etc/{passwd,group,shadow,gshadow,subuid,subgid}- etc/.pwd.lock etc/dpkg/dpkg.cfg.d/99mmdebstrap \
	etc/apt/apt.conf.d/99mmdebstrap var/lib/systemd/random-seed
# An image is no machine: its own name, addresses and identity come with the container.
rm -f etc/hostname etc/resolv.conf
[ ! -d etc ] || : >etc/machine-id
[ ! -d var/log ] || find var/log -xdev -type f -delete
# What was written now bears the one date of all images, so that what is made from it (compiled Python, above all) fits it.
find . -xdev -newermt 2025-01-01T00:00:00Z -exec touch --no-dereference --date=2025-01-01T00:00:00Z {} +
