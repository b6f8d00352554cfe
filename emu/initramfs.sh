#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# initramfs.sh NAME: make the initramfs for the kernel NAME, which mounts the disk, unless
# the cache has it. Prints its path. Its name has a checksum of what is in it, as checkouts
# that share the cache may differ in that.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: initramfs.sh NAME"
check_kernel_name "$1"
"$EMU/kernel.sh" "$1"
"$EMU/rootfs.sh"
dir=$CACHE/kernel/$1
release=$(cat "$dir/release")
initramfs=$dir/initramfs-$(cat "$EMU"/{init,host-init,guest-init,watch,initramfs.sh} | sha256sum | cut -c 1-16)
[ ! -e "$initramfs" ] || { touch "$initramfs"; echo "$initramfs"; exit 0; }
alone "$@"
need_tools cpio:cpio modprobe:kmod xz:xz-utils

# Remove those that no checkout has used for a week.
find "$dir" -maxdepth 1 -name 'initramfs*' -mtime +7 -exec rm -rf {} +
tmp=$dir/new-initramfs
rm -rf "$tmp"
mkdir -p "$tmp/bin" "$tmp/role" "$tmp/modules"
cp "$CACHE/busybox" "$tmp/bin/"
cp "$EMU/init" "$tmp/init"
cp "$EMU"/{*-init,watch} "$tmp/role/"
chmod +x "$tmp/init" "$tmp"/role/*

# List modules and what they depend on, in the order in which they are loaded. modprobe
# does not know modules that are built into this kernel.
for module in virtio_pci virtio_blk ext4 overlay 9p 9pnet_virtio virtio_console virtio_net; do
	modprobe -d "$dir/modules" -S "$release" --show-depends "$module" 2>/dev/null || true
done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
while read -r path; do
	file=modules/$(basename "${path%.xz}")
	case $path in
	*.xz) xz -dc "$path" >"$tmp/$file" ;;
	*) cp "$path" "$tmp/$file" ;;
	esac
	echo "/$file"
done >"$tmp/modules.list"

(cd "$tmp" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$dir/new-initramfs.gz"
mv "$dir/new-initramfs.gz" "$initramfs"
rm -rf "$tmp"
echo "$initramfs"
