#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# prepare.sh KERNEL DIR PROGRAM.c ...: put into DIR what an emulated host on that kernel
# needs to boot Debian in guests: the kernel, the initramfs with the programs in it, the
# module, and guest.sh. It fetches what is not in the cache yet, and says so.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ $# -ge 2 ] || die "usage: prepare.sh KERNEL DIR PROGRAM.c ..."
kernel=$1 dir=$2
shift 2

initramfs=$("$EMU/initramfs.sh" "$kernel")
need_tools cpio:cpio
ko=$("$EMU/build.sh" "$kernel")

say "building the sample programs"
mkdir -p "$dir/extra/role"
cross=$(cross "$(kernel_arch "$kernel")")
tree=$(mktemp -d "$BUILDROOT/src/guest.XXXXXX")
trap 'rm -rf "$tree"' EXIT
for source; do
	program=$(basename "${source%.c}")
	cp "${source%/*}"/*.[ch] "$tree/"
	chroot "$BUILDROOT" ${cross}gcc -D_GNU_SOURCE -static -O2 -Wall -Wextra \
		-o "/src/${tree##*/}/$program" "/src/${tree##*/}/$program.c"
	cp "$tree/$program" "$dir/extra/role/"
done
cp "$EMU"/{guest-agent,kvmtrap-agent.service} "$dir/extra/role/"
chmod +x "$dir"/extra/role/*
cp "$ko" "$EMU/guest.sh" "$dir/"
cp "$CACHE/kernel/$kernel/vmlinuz" "$dir/guest-vmlinuz"
{
	cat "$initramfs"
	(cd "$dir/extra" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1)
} >"$dir/guest-initramfs"
