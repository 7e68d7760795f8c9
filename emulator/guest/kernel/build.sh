#!/bin/bash
# Builds the kernel.
#   build.sh <linux-source .deb> <configuration fragment> <scratch folder> <output file>
set -euo pipefail
deb=$1 fragment=$2 scratch=$3 output=$4

# Otherwise the name of this host and the time would be in the kernel.
export KBUILD_BUILD_USER=slipway KBUILD_BUILD_HOST=slipway KBUILD_BUILD_VERSION=1 KBUILD_BUILD_TIMESTAMP='2025-01-01 00:00:00 UTC'
export ARCH=i386
# The kernel has no Rust in it, but would note which compiler it might have been built with. make takes this from its arguments alone.
rust=RUSTC=false

mkdir "$scratch/deb" "$scratch/source"
dpkg-deb --extract "$deb" "$scratch/deb"
tar --extract --xz --file="$(echo "$scratch"/deb/usr/src/linux-source-*.tar.xz)" --directory="$scratch/source" --strip-components=1
cd "$scratch/source"

make $rust tinyconfig
scripts/kconfig/merge_config.sh -m .config "$fragment"
make $rust olddefconfig

# kconfig drops without a word what it does not know or what lacks a dependency.
lost=0
while read -r line; do
	case $line in
	CONFIG_*=*) grep -qxF "$line" .config || { echo "This line of the configuration has no effect: $line"; lost=1; } ;;
	"# CONFIG_"*" is not set") option=${line#\# } && option=${option% is not set}
		! grep -q "^$option=" .config || { echo "This option cannot be switched off: $option"; lost=1; } ;;
	esac
done <"$fragment"
[ $lost = 0 ]

make $rust -j"$(nproc)" bzImage
cp arch/x86/boot/bzImage "$output"
cp .config "$(dirname "$output")/config"
