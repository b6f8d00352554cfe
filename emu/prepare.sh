#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# prepare.sh KERNEL DIR: put into DIR what an emulated host on that kernel needs to
# boot Debian in guests: kernel and initramfs with the sample programs in it, the
# module, guest.sh. Whatever is not in the cache yet is fetched; each says what.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
[ $# -eq 2 ] || die "usage: prepare.sh KERNEL DIR"
kernel=$1 dir=$2

initramfs=$("$EMU/initramfs.sh" "$kernel")
need_tools cpio:cpio
ko=$("$EMU/build.sh" "$kernel")

say "building the sample programs"
mkdir -p "$dir/extra/role"
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
mkdir -p "$BUILDROOT/src/demo"
cp "$TOP"/demo/*.[ch] "$BUILDROOT/src/demo/"
for source in "$TOP"/demo/*.c; do
	program=$(basename "${source%.c}")
	chroot "$BUILDROOT" ${cross}gcc -D_GNU_SOURCE -static -O2 -Wall -Wextra -o "/src/demo/$program" "/src/demo/$program.c"
	cp "$BUILDROOT/src/demo/$program" "$dir/extra/role/"
done
cp "$EMU"/{guest-agent,kvmtrap-agent.service} "$dir/extra/role/"
chmod +x "$dir"/extra/role/*
cp "$ko" "$EMU/guest.sh" "$dir/"
cp "$CACHE/kernel/$kernel/vmlinuz" "$dir/guest-vmlinuz"
{
	cat "$initramfs"
	(cd "$dir/extra" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1)
} >"$dir/guest-initramfs"
