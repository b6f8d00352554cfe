#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# rootfs.sh [ARCH]: make $CACHE/root.ext4, a Debian root file system for the emulated hosts
# of an architecture (arm64) and the guests inside them, and $CACHE/busybox, a static one,
# unless they are there. Those for amd64 are root-amd64.ext4 and busybox-amd64.
# Packages are unpacked, but not configured, as their programs may not run on this machine.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

arch=${1:-arm64}
case $arch in
arm64) qemu="qemu-system-arm" ;;
amd64) qemu="qemu-system-x86" ;;
*) die "unknown architecture '$arch'; choose arm64 or amd64" ;;
esac
packages="$qemu linux-perf trace-cmd bpftrace kmod mount procps strace \
	iproute2 udev systemd systemd-sysv libjansson4 libncursesw6 libtracecmd1 \
	libtracefs1 prometheus-node-exporter"
# Raise the number when the contents change.
suffix=$(arch_suffix "$arch")
stamp=$CACHE/.root-5$suffix
[ -e "$stamp" ] && exit 0
need_root
alone "$@"
need_space "$CACHE" 2000 "the root file system of the emulated host"
need_tools mmdebstrap:mmdebstrap mke2fs:e2fsprogs
"$EMU/buildroot.sh" "$arch"

say "making the $arch root file system of the emulated host (about 600 MB)"
log=$CACHE/rootfs$suffix.log
dir=$CACHE/root.tmp
rm -rf "$dir" "$CACHE/root.new"
uri=$(awk '$1 == "deb" { print $2; exit }' "$BUILDROOT/etc/apt/sources.list")
mmdebstrap --quiet --variant=extract --architectures="$arch" \
	--include='?essential' \
	--include="$(echo $packages | tr -s ' \t' ,)" \
	trixie "$dir" "$uri" >"$log" 2>&1 || die "mmdebstrap failed; see $log"

# Set up what is needed of what the scripts of the packages would have set up.
cp "$dir/usr/share/base-passwd/passwd.master" "$dir/etc/passwd"
cp "$dir/usr/share/base-passwd/group.master" "$dir/etc/group"
sed -i 's/^root:\*:/root::/' "$dir/etc/passwd"
ln -sf mawk "$dir/usr/bin/awk"
# This tells systemd in the guest that it is neither a first boot nor one after an update.
echo 6b766d747261706b766d747261706b76 >"$dir/etc/machine-id"
touch "$dir/usr" "$dir/etc/.updated" "$dir/var/.updated"
# The guest has neither D-Bus nor a network.
for unit in systemd-networkd.service systemd-networkd.socket systemd-firstboot.service \
	systemd-network-generator.service systemd-logind.service; do
	ln -sf /dev/null "$dir/etc/systemd/system/$unit"
done
echo kvmtrap >"$dir/etc/hostname"
rm -rf "$dir"/usr/share/{doc,man,locale,info} "$dir"/var/lib/apt/lists \
	"$dir"/var/cache/apt/*

truncate -s "$(($(du -sm "$dir" | cut -f1) + 200))M" "$CACHE/root.new"
mke2fs -q -t ext4 -O ^has_journal -d "$dir" "$CACHE/root.new" >>"$log" 2>&1 ||
	die "mke2fs failed; see $log"
rm -rf "$dir"
# Renamed, as another checkout may be using the old one.
mv "$CACHE/root.new" "$CACHE/root$suffix.ext4"

chroot "$BUILDROOT" sh -c "cd /var/tmp && { apt-get -qq update || true; } && apt-get -qq download busybox-static:$arch" \
	>>"$log" 2>&1 || die "cannot download busybox-static; see $log"
dpkg-deb --fsys-tarfile "$BUILDROOT"/var/tmp/busybox-static_*_"$arch".deb |
	tar -xO --wildcards '*bin/busybox' >"$CACHE/busybox$suffix"
chmod +x "$CACHE/busybox$suffix"
rm -f "$BUILDROOT"/var/tmp/busybox-static_*
touch "$stamp"
