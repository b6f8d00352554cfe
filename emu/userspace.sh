#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# userspace.sh trapgen|kvmtrap|walk [ARCH]: build the program for an architecture (arm64) in the
# build root, and print its path.
# With trapgen, the other programs of userspace/vmm/ are built, too.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

case ${1:-} in
trapgen) dir=userspace/vmm programs='trapgen ownvmm matrix *.bin' ;;
kvmtrap) dir=userspace/kvmtrap programs=kvmtrap ;;
walk) dir=tests/model programs=walk ;;
*) die "usage: userspace.sh trapgen|kvmtrap|walk [arm64|amd64]" ;;
esac
arch=${2:-arm64}
need_root
"$EMU/buildroot.sh" "$arch"
tree=$BUILDROOT/src/userspace.d
out=$BUILD/$arch
objects=$1$(arch_suffix "$arch").o
mkdir -p "$tree/$objects" "$out"
sync_sources "$tree" VERSION userspace uapi tests/model
if ! chroot "$BUILDROOT" env PKG_CONFIG_LIBDIR="/usr/lib/$(triple "$arch")/pkgconfig:/usr/share/pkgconfig" \
	make -s -C "/src/userspace.d/$dir" CROSS_COMPILE="$(cross "$arch")" CFLAGS='-O2 -g -Werror' \
	O="/src/userspace.d/$objects" >"$out/$1.log" 2>&1; then
	cat "$out/$1.log" >&2
	die "$1 does not build for $arch"
fi
(cd "$tree/$objects" && put "$out" $programs)
echo "$out/$1"
