#!/bin/bash
# Makes the empty data disk, a sparse file: format.sh <output file> <size in bytes>
set -euo pipefail
image=$1 size=$2

# Otherwise the time of the build would be in the superblock and in every inode.
export E2FSPROGS_FAKE_TIME=1735689600

# No journal: it would write everything twice, and after a power cut e2fsck is quick on a disk of this size. No checksums over
# metadata: they cost the emulated CPU more than they can tell about a disk that lives in memory.
features=^has_journal,^resize_inode,^metadata_csum,uninit_bg
# The inode tables count as initialised, because they are: a sparse file is zeros, and zeroing them later would fill the snapshot.
extended=lazy_itable_init=0,lazy_journal_init=0,assume_storage_prezeroed=1,root_owner=0:0
extended+=,hash_seed=51199a70-0000-4000-8000-000000000003

truncate --size="$size" "$image"
mkfs.ext4 -q -F -b 4096 -m 1 -L slipway-data -O "$features" -E "$extended" -U 51199a70-0000-4000-8000-000000000002 "$image"

# Not by `mkfs.ext4 -d`, which would take over the times of the folders it copies.
printf 'mkdir %s\n' docker containerd upper work >"$image.commands"
debugfs -w -f "$image.commands" "$image" 2>&1
rm "$image.commands"
