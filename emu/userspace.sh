#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# userspace.sh trapgen|kvmtrap|walk: build the program for arm64 in the build root, and print
# its path.
# With trapgen, the other programs of userspace/vmm/ are built, too.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

case ${1:-} in
trapgen) dir=userspace/vmm programs='trapgen ownvmm matrix *.bin' ;;
kvmtrap) dir=userspace/kvmtrap programs=kvmtrap ;;
walk) dir=tests/model programs=walk ;;
*) die "usage: userspace.sh trapgen|kvmtrap|walk" ;;
esac
need_root
"$EMU/buildroot.sh"
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
tree=$BUILDROOT/src/userspace.d
out=$BUILD/arm64
mkdir -p "$tree/$1.o" "$out"
sync_sources "$tree" VERSION userspace uapi tests/model
if ! chroot "$BUILDROOT" env PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig \
	make -s -C "/src/userspace.d/$dir" CROSS_COMPILE=$cross CFLAGS='-O2 -g -Werror' \
	O="/src/userspace.d/$1.o" >"$out/$1.log" 2>&1; then
	cat "$out/$1.log" >&2
	die "$1 does not build"
fi
(cd "$tree/$1.o" && put "$out" $programs)
echo "$out/$1"
