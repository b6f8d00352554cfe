#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# disk.sh KERNEL: make $CACHE/packages-KERNEL.ext4, unless it is there, and print its path.
# It is the disk of a host with the Debian that has that kernel, as its installer leaves it,
# with what packages of ours need: dkms, the kernel's headers, libraries; and libvirt with
# QEMU. systemd runs /share/job there, and powers off.
# $CACHE/packages-KERNEL.next has the packages of the kernel of backports that follows, with
# its headers (next_kernel in host.sh).
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
. "$TOP/tests/packages/host.sh"
kernel=$1
check_debian_kernel "$kernel" arm64 amd64
arch=$(kernel_arch "$kernel") suite=$(kernel_field "$kernel" 2) next=$(next_kernel "$kernel")
"$EMU/kernel.sh" "$kernel"
release=$(cat "$CACHE/kernel/$kernel/release") next_release=
if [ -n "$next" ]; then
	"$EMU/kernel.sh" "$next"
	next_release=$(cat "$CACHE/kernel/$next/release")
fi
case $arch in amd64) qemu=x86 ;; arm64) qemu=arm ;; esac
disk=$CACHE/packages-$kernel.ext4
# Raise the number when the contents change.
stamp=$CACHE/.packages-disk-3-$kernel-$release-$next_release
[ -e "$stamp" ] && { echo "$disk"; exit 0; }
need_root
alone "$@"
need_space "$CACHE" 4000 "the disk of a host that packages are installed on"
need_tools mmdebstrap:mmdebstrap mke2fs:e2fsprogs
say "making a host of $suite for packages (about 2 GB, some minutes)"
dir=$CACHE/packages.tmp log=$CACHE/packages-$kernel.log
rm -rf "$dir"
uri=$(awk '$1 == "deb" { print $2; exit }' "$BUILDROOT/etc/apt/sources.list")
there=("$TOP/tests/packages/foreign.sh" "$arch")
"${there[@]}" mmdebstrap --quiet --mode=root --skip=check/qemu --variant=important --architectures="$arch" \
	--include="dkms,linux-headers-$release,initramfs-tools,jq,systemd-sysv,libvirt-daemon-system,libvirt-clients,qemu-system-$qemu,libncursesw6,libjansson4,libtracecmd1,libtracefs1,libtraceevent1" \
	"$suite" "$dir" "$uri" >"$log" 2>&1 || die "mmdebstrap failed; see $log"
if [ -n "$next" ]; then
	# Their lists would cost apt a minute on each start in the host.
	# shellcheck disable=SC2016 # the inner shell's
	"${there[@]}" chroot "$dir" sh -ec 'echo "deb $1 $2 main" >/etc/apt/sources.list.d/backports.list
		apt-get -qq update
		apt-get -qq -y --no-install-recommends --download-only -t "$2" install "linux-image-$3" "linux-headers-$3"
		rm -rf /etc/apt/sources.list.d/backports.list /var/lib/apt/lists/*' sh \
		"$uri" "$(kernel_field "$next" 2)" "$next_release" >>"$log" 2>&1 || die "cannot download the kernel $next; see $log"
	rm -rf "$CACHE/packages-$kernel.next"
	mkdir "$CACHE/packages-$kernel.next"
	mv "$dir"/var/cache/apt/archives/*.deb "$CACHE/packages-$kernel.next/"
fi
# Debian 13's headers bring the kernel. Debian 12's do not: its modules go beside the link to the headers.
mkdir -p "$dir/lib/modules"
cp -a --no-clobber "$CACHE/kernel/$kernel/modules/lib/modules/$release" "$dir/lib/modules/"
"${there[@]}" chroot "$dir" depmod "$release"
# The host boots with an initramfs of its own (emu/initramfs.sh). That of a new kernel is made all the
# same, but without hundreds of drivers, which take minutes.
[ ! -d "$dir/etc/initramfs-tools/conf.d" ] || printf '%s\n' MODULES=list COMPRESS=gzip >"$dir/etc/initramfs-tools/conf.d/small"
cat >"$dir/etc/systemd/system/job.service" <<'UNIT'
[Unit]
After=basic.target
[Service]
Type=oneshot
Environment=HOME=/root
StandardOutput=append:/share/output
StandardError=inherit
ExecStart=/bin/bash -c 'while sleep 1; do echo >>/share/beat; done & bash /share/job; echo $? >/share/status; dmesg >/share/dmesg'
ExecStopPost=/usr/bin/systemctl poweroff --force --force
UNIT
mkdir -p "$dir/etc/systemd/system/multi-user.target.wants"
ln -s ../job.service "$dir/etc/systemd/system/multi-user.target.wants/"
echo kvmtrap >"$dir/etc/hostname"
truncate -s "$(($(du -sm "$dir" | cut -f1) + 300))M" "$CACHE/packages.new"
mke2fs -q -t ext4 -O ^has_journal -d "$dir" "$CACHE/packages.new" >>"$log" 2>&1 || die "mke2fs failed; see $log"
rm -rf "$dir"
mv "$CACHE/packages.new" "$disk"
touch "$stamp"
echo "$disk"
