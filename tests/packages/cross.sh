#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# cross.sh ROOT COMMAND [ARGUMENT ...]: while COMMAND runs, the cross compiler of the build root is in the
# place of the compiler in ROOT, a Debian for arm64 on an amd64 machine. QEMU takes twenty times as long for
# each file. All else is ROOT's own. The mounts go away with the caller's mount namespace.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
root=$1
shift
# The libraries of this machine's architecture, and what the compiler runs and reads. ROOT has no such folders:
# they stay there, and are empty.
folders=(lib64 usr/lib/x86_64-linux-gnu usr/lib/gcc-cross usr/libexec/gcc-cross)
for folder in "${folders[@]}"; do
	mkdir -p "$root/$folder"
	mount --bind "$BUILDROOT/$folder" "$root/$folder"
done
for file in "$root"/usr/bin/aarch64-linux-gnu-{gcc-[1-9]*,as,ld.bfd}; do
	[ ! -f "$file" ] || mount --bind "$BUILDROOT/usr/bin/${file##*/}" "$file"
done
exec "$@"
