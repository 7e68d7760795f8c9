#!/bin/bash
# Runs a command in the tree of an image, with what programs expect to find: devices and, where it may be mounted, /proc.
#   chroot.sh <tree> <command> [argument...]
# Works as root, as root in a user namespace, and as root in a container that may not mount.
set -euo pipefail
umask 022
if [ -z "${SLIPWAY_OWN_MOUNTS-}" ] && unshare --mount true 2>/dev/null; then
	export SLIPWAY_OWN_MOUNTS=yes
	exec unshare --mount "$0" "$@"
fi
tree=$1
shift

mkdir -p "$tree"/{dev,proc,sys,tmp}
ln -sfn /proc/self/fd "$tree/dev/fd"
declare -A numbers=([null]="1 3" [zero]="1 5" [full]="1 7" [random]="1 8" [urandom]="1 9" [tty]="5 0")
for name in "${!numbers[@]}"; do
	device=$tree/dev/$name
	[ ! -e "$device" ] || continue
	if [ -n "${SLIPWAY_OWN_MOUNTS-}" ]; then
		: >"$device"
	else
		read -r major minor <<<"${numbers[$name]}"
		mknod -m 666 "$device" c "$major" "$minor"
	fi
done
if [ -n "${SLIPWAY_OWN_MOUNTS-}" ]; then
	for name in "${!numbers[@]}"; do mount --bind "/dev/$name" "$tree/dev/$name"; done
	mount -t proc proc "$tree/proc" || mount --rbind /proc "$tree/proc" || true
fi

# SOURCE_DATE_EPOCH: files that programs write a date into (such as /etc/shadow) are the same in each build.
exec env --ignore-environment PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
	DEBIAN_FRONTEND=noninteractive SOURCE_DATE_EPOCH=1735689600 chroot "$tree" "$@"
