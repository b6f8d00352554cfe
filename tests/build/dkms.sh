# SPDX-License-Identifier: GPL-2.0-only
# dkms adds, builds and installs the module for Debian 12's arm64 kernel. In the emulated host,
# modprobe loads what it installed, and the module counts. dkms remove leaves nothing behind. A kernel
# without an option that the module needs is left out.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
kernel=6.1
"$EMU/kernel.sh" $kernel
trapgen=$("$EMU/userspace.sh" trapgen)
release=$(cat "$CACHE/kernel/$kernel/release")
version=$(cat "$TOP/VERSION")
dir=$BUILD/check/dkms
work=/var/tmp/dkms-test
own "$BUILDROOT$work"
rm -rf "$dir" "${BUILDROOT:?}$work"
mkdir -p "$dir" "$BUILDROOT$work"/{tree,install}

make -s -C "$TOP" dkms-source DESTDIR="$BUILDROOT$work"
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
in_root() {
	chroot "$BUILDROOT" env ARCH=arm64 CROSS_COMPILE=$cross "$@" \
		--dkmstree $work/tree --sourcetree $work/usr/src \
		--installtree $work/install/lib/modules
}
dkms() { in_root dkms "$@" -m kvmtrapcount -v "$version"; }
for_kernel() { dkms "$@" -k "$release" -a aarch64 --kernelsourcedir "/usr/src/linux-headers-$release"; }

# The kernel's own modules are where dkms installs, so that depmod sees all modules.
mkdir -p "$BUILDROOT$work/install/lib/modules"
cp -al "$CACHE/kernel/$kernel/modules/lib/modules/$release" "$BUILDROOT$work/install/lib/modules/" 2>/dev/null ||
	cp -a "$CACHE/kernel/$kernel/modules/lib/modules/$release" "$BUILDROOT$work/install/lib/modules/"

dkms add
# What compat.h asks for.
needed=$(sed -nE 's/^#if !IS_ENABLED\((CONFIG_[A-Z_]+)\)/\1/p' "$TOP/module/compat.h")
[ "$(wc -w <<<"$needed")" -ge 2 ]
mkdir -p "$BUILDROOT$work/headers/include"
for option in $needed; do
	sed "/^$option=/d" "$BUILDROOT/usr/src/linux-headers-$release/.config" >"$BUILDROOT$work/headers/.config"
	status=0
	dkms build -k "$release" -a aarch64 --kernelsourcedir $work/headers >"$dir/out" 2>&1 || status=$?
	[ $status = 77 ] || { cat "$dir/out"; echo "$status from dkms for a kernel without $option"; exit 1; }
done
for_kernel build
for_kernel install
ko=$(find "$BUILDROOT$work/install" -name 'kvmtrapcount.ko*')
case $ko in
*/updates/dkms/kvmtrapcount.ko*) ;;
*) echo "not installed where dkms.conf says: '$ko'"; exit 1 ;;
esac
# Remove the links to the real modules.dep files, so that nothing is written to those.
rm -f "$BUILDROOT$work/install/lib/modules/$release"/modules.{dep,alias,symbols}{,.bin}
chroot "$BUILDROOT" depmod -b $work/install "$release"

mkdir -p "$dir/modules/lib/modules"
cp -a "$BUILDROOT$work/install/lib/modules/$release" "$dir/modules/lib/modules/"
cp "$trapgen" "$dir/"
"$EMU/run.sh" -k $kernel -d "$dir" 'modprobe kvmtrapcount && modinfo -F filename kvmtrapcount &&
	./trapgen hvc 100 >/dev/null && cat /sys/kernel/debug/kvmtrap/summary && modprobe -r kvmtrapcount' >"$dir/out"
cat "$dir/out"
grep -q "/lib/modules/$release/updates/dkms/kvmtrapcount.ko" "$dir/out"
grep -q '^cpu  *100 ' "$dir/out"
rm -rf "$dir/modules"

dkms remove --all
[ -z "$(find "$BUILDROOT$work/install" -name 'kvmtrapcount*')" ]
[ -z "$(in_root dkms status -m kvmtrapcount)" ]
rm -rf "${BUILDROOT:?}$work"
