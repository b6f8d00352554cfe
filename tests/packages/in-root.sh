#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# in-root.sh ROOT|DISK DIR SCRIPT [ARGUMENT ...]: run a shell's SCRIPT in the root of packages ROOT
# (root.sh), or in that on DISK (disk.sh), with DIR as /work. What it changes elsewhere is gone
# afterwards, but for the packages that apt has fetched. With KEPT it stays on that disk, an ext4, from which an
# emulated host takes it (emu/run.sh -w).
# QEMU runs the programs there if they are of another architecture (foreign.sh), but for the compiler (cross.sh).
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
root=$CACHE/packages-$1 work=$(realpath "$2") script=$3
[ ! -f "$1" ] || root=$1
shift 3
need_root
top=$(mktemp -d "$CACHE/in-root.XXXXXX")
trap 'rm -rf "$top"' EXIT
mkdir "$top"/{upper,root,disk}
# All roots share what apt fetches, by hard links, as each has its own lock and partial/.
archives=$CACHE/packages-archives upper=$top/upper/data/var/cache/apt/archives
if [ -z "${KEPT:-}" ]; then
	mkdir -p "$archives" "$upper"
	ln -t "$upper" "$archives"/*.deb 2>/dev/null || true
	trap 'ln -ft "$archives" "$upper"/*.deb 2>/dev/null || true; rm -rf "$top"' EXIT
fi
# The mounts go away with the command.
# shellcheck disable=SC2016 # the inner shell's
unshare --mount --propagation private sh -c '
	top=$1 root=$2 work=$3 script=$4 kept=$5 here=$6 machine=$7
	shift 7
	[ -z "$kept" ] || mount -o loop "$kept" "$top/upper" || exit
	mkdir -p "$top/upper/data" "$top/upper/work"
	[ -d "$root" ] || { mount -o loop,ro,noload "$root" "$top/disk" && root=$top/disk; } || exit
	mount -t overlay -o "lowerdir=$root,upperdir=$top/upper/data,workdir=$top/upper/work" overlay "$top/root" &&
		mkdir -p "$top/root/work" && mount --bind "$work" "$top/root/work" &&
		mount -t proc proc "$top/root/proc" && mount --bind /dev "$top/root/dev" &&
		case $(od -An -tx1 -j18 -N1 "$top/root/usr/bin/true") in *b7) arch=arm64 ;; *) arch=amd64 ;; esac || exit
	cross=
	[ "$arch:$machine" != arm64:amd64 ] || cross="$here/cross.sh $top/root"
	exec $cross "$here/foreign.sh" "$arch" chroot "$top/root" env -i --chdir=/work HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
		DEBIAN_FRONTEND=noninteractive sh -ec "$script" sh "$@"' sh "$top" "$root" "$work" "$script" "${KEPT:-}" "$TOP/tests/packages" "$HOST_ARCH" "$@"
