#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# foreign.sh ARCH COMMAND [ARGUMENT ...]: run COMMAND where programs of ARCH run as well. If this machine does
# not run them, QEMU does, for COMMAND alone: in a user namespace of its own, which has the same users.
# Such a namespace has its own binfmt_misc from Linux 6.7 on.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
arch=$1
shift
[ "$arch" != "$HOST_ARCH" ] || exec "$@"
need_root
"$EMU/rootfs.sh" "$arch"
! "$CACHE/busybox$(arch_suffix "$arch")" true 2>/dev/null || exec "$@"
# What an ELF file for it begins with: 64 bits, little-endian, and the number of the machine.
case $arch in
arm64) cpu=aarch64 machine='\xb7\x00' ;;
amd64) cpu=x86_64 machine='\x3e\x00' ;;
esac
need_tools "qemu-$cpu-static:qemu-user-static"
elf='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00'
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
ready=$(mktemp -u)
mkfifo "$ready"
# shellcheck disable=SC2016 # the inner shell's
unshare --user --mount --pid --fork --kill-child bash -c 'read -r _ <"$0" && exec "$@"' "$ready" bash -ec '
	format=$1
	shift
	mount -t proc proc /proc
	mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
	printf %s "$format" >/proc/sys/fs/binfmt_misc/register
	exec "$@"' bash ":qemu-$cpu:M::$elf$machine:$mask:$(command -v "qemu-$cpu-static"):PF" "$@" &
child=$!
until [ "$(readlink "/proc/$child/ns/user")" != "$(readlink /proc/self/ns/user)" ]; do sleep 0.1; done
echo "0 0 4294967295" >"/proc/$child/uid_map"
echo "0 0 4294967295" >"/proc/$child/gid_map"
echo >"$ready"
rm "$ready"
wait "$child"
