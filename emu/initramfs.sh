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
arch=$(kernel_arch "$1")
"$EMU/rootfs.sh" "$arch"
kernel=$CACHE/kernel/$1
release=$(cat "$kernel/release")
initramfs=$kernel/initramfs-$(cat "$EMU"/{init,host-init,guest-init,watch,initramfs.sh} | sha256sum | cut -c 1-16)
[ ! -e "$initramfs" ] || { touch "$initramfs"; echo "$initramfs"; exit 0; }
alone "$@"
need_tools cpio:cpio modprobe:kmod xz:xz-utils

# Remove those that no checkout has used for a week.
find "$kernel" -maxdepth 1 -name 'initramfs*' -mtime +7 -exec rm -rf {} +
tmp=$kernel/new-initramfs
rm -rf "$tmp"
mkdir -p "$tmp/bin" "$tmp/role"
cp "$CACHE/busybox$(arch_suffix "$arch")" "$tmp/bin/busybox"
cp "$EMU/init" "$tmp/init"
cp "$EMU"/{*-init,watch} "$tmp/role/"
chmod +x "$tmp/init" "$tmp"/role/*

# modules DIR NAME ...: put modules and what they depend on into DIR, and print their names in
# the order in which they are loaded. modprobe does not know modules that are built into this
# kernel.
modules() {
	local dir=$1 module path file
	shift
	mkdir -p "$dir"
	for module; do
		modprobe -d "$kernel/modules" -S "$release" --show-depends "$module" 2>/dev/null || true
	done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' |
	while read -r path; do
		file=$(basename "${path%.xz}")
		case $path in
		*.xz) xz -dc "$path" >"$dir/$file" ;;
		*) cp "$path" "$dir/$file" ;;
		esac
		echo "$file"
	done
}

# init loads these, by who emulates the machine. Where KVM is in modules, modprobe finds them in
# the emulated host.
modules "$tmp/modules" virtio_pci virtio_blk ext4 overlay 9p 9pnet_virtio virtio_console \
	virtio_net >"$tmp/modules.qemu"
if [ "$arch" = amd64 ] && has_mode nrips "$1"; then
	stripped=$BUILDROOT/var/tmp/stripped
	rm -rf "$stripped"
	modules "$stripped" ata_piix sd_mod ext4 overlay | sed 's,^,bochs/,' >"$tmp/modules.bochs"
	# To check their signatures and their BTF would take bochs a fifth of its boot.
	chroot "$BUILDROOT" sh -c "$(cross "$arch")strip --strip-debug --remove-section=.BTF /var/tmp/stripped/*"
	mv "$stripped" "$tmp/modules/bochs"
fi
known=$tmp/role/modules/lib/modules/$release
if [ -n "$(modules "$known" kvm kvm_amd kvm_intel)" ]; then
	# depmod says so where it has no such lists.
	touch "$known"/modules.{order,builtin,builtin.modinfo}
	depmod -b "$tmp/role/modules" "$release"
else
	rm -r "$tmp/role/modules"
fi

(cd "$tmp" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1) >"$kernel/new-initramfs.gz"
mv "$kernel/new-initramfs.gz" "$initramfs"
rm -rf "$tmp"
echo "$initramfs"
