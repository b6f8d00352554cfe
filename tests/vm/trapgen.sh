#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# trapgen.sh: build the trap generator for arm64 in the build root; prints its path.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

need_root
"$VM_DIR/buildroot.sh"
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
tree=$BUILDROOT/src/userspace.d
out=$BUILD/arm64
mkdir -p "$tree/o" "$out"
sync_sources "$tree" VERSION userspace
if ! chroot "$BUILDROOT" make -s -C /src/userspace.d/userspace/vmm \
	CROSS_COMPILE=$cross CFLAGS='-O2 -g -Werror' O=/src/userspace.d/o \
	>"$out/build.log" 2>&1; then
	cat "$out/build.log" >&2
	die "trapgen does not build"
fi
cp "$tree/o/trapgen" "$out/trapgen"
echo "$out/trapgen"
