#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# debug-kernel.sh NAME: build the kernel NAME of kernels.tsv from Debian's source, with
# emu/config/{base,ARCHITECTURE,CONFIG}, unless the cache has it. If there is a folder
# docs/CONFIG, its patches are applied first. The kernel is kept in the same form in which
# kernel.sh keeps the kernels of Debian. What builds modules for it is kept in the
# build root. Takes about five minutes on two CPUs.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: debug-kernel.sh NAME"
check_kernel_name "$1"
name=$1
arch=$(kernel_arch "$name")
own=$(kernel_field "$name" 4)
config=("$EMU/config/base" "$EMU/config/$arch" "$EMU/config/$own")
shopt -s nullglob
patches=("$TOP/docs/$own"/*.patch)
shopt -u nullglob
case $arch in
arm64) folder=arm64 image=Image ;;
amd64) folder=x86 image=bzImage ;;
esac
source=linux-source-${name%%-*}
dir=$CACHE/kernel/$name
log=$CACHE/kernel-$name.log
# The kernel is built again when its configuration or a patch changes. Raise the number for
# other changes.
stamp=$dir/.kvmtrap-1-$(cat "${config[@]}" "${patches[@]}" | sha256sum | cut -c1-16)
"$EMU/buildroot.sh" "$arch"
[ -e "$stamp" ] && [ -e "$BUILDROOT/usr/src/linux-headers-$(cat "$dir/release")/Makefile" ] && exit 0
alone "$@"
need_space "$CACHE" 4000 "building the kernel $name"

compiler=$(compiler "$name")
tree=$BUILDROOT/src/linux-$name
rm -rf "$dir" "$tree"
mkdir -p "$dir" "$tree"
: >"$log"
broken() { tail -n 20 "$log" >&2; die "$1; see $log"; }

in_tree() {
	# shellcheck disable=SC2086 # words
	chroot "$BUILDROOT" make -C "/src/linux-$name" $compiler "$@" >>"$log" 2>&1
}

# Unpack the source, without the parts that these kernels do not need.
unpack() {
	local deb=$BUILDROOT/var/tmp/$source.deb
	rm -f "$BUILDROOT"/var/tmp/"$source"_*.deb
	chroot "$BUILDROOT" sh -c "cd /var/tmp && { apt-get -qq update || true; } &&
		apt-get -qq download $source" >>"$log" 2>&1 || broken "cannot download $source"
	mv "$BUILDROOT"/var/tmp/"$source"_*.deb "$deb"
	dpkg-deb --fsys-tarfile "$deb" |
		tar -xO --wildcards './usr/src/linux-source-*.tar.xz' | xz -dc |
		tar -x -C "$tree" --strip-components=1 --exclude='*/Documentation/*/*'
	rm -f "$deb"
}

apply() {
	local patch
	for patch in "${patches[@]}"; do
		chroot "$BUILDROOT" patch -d "/src/linux-$name" -p1 --fuzz=0 <"$patch" >>"$log" 2>&1 ||
			broken "${patch##*/} does not apply"
	done
}

# What the last file says of an option holds. Kconfig silently drops options that others forbid:
# none of ours may be dropped.
configure() {
	local option missing=''
	cat "${config[@]}" | tac | awk '
		/^(# )?CONFIG_[A-Za-z0-9_]+(=| is not set$)/ {
			match($0, /CONFIG_[A-Za-z0-9_]+/)
			if (seen[substr($0, RSTART, RLENGTH)]++) next
		}
		{ print }' >"$tree/wanted"
	in_tree KCONFIG_ALLCONFIG=wanted allnoconfig || broken "allnoconfig failed"
	while read -r option; do
		grep -qx "$option" "$tree/.config" || missing+=" $option"
	done < <(grep '^CONFIG_' "$tree/wanted")
	[ -z "$missing" ] || die "this kernel's configuration cannot have:$missing"
}

# Keep what modules are built with, as Debian's headers do. Remove the rest.
prune() {
	(cd "$tree" && find . -mindepth 1 -maxdepth 1 ! -name include ! -name scripts \
		! -name arch ! -name tools ! -name 'Makefile' ! -name Kbuild ! -name .config \
		! -name Module.symvers ! -name localversion -exec rm -rf {} +
	find arch -mindepth 1 -maxdepth 1 ! -name $folder -exec rm -rf {} +
	find arch/$folder -mindepth 1 -maxdepth 1 ! -name include ! -name 'Makefile*' \
		! -name kernel -exec rm -rf {} +
	# Of the tools, modules are built with this one only, and only on x86.
	find tools ! -type d ! -path tools/objtool/objtool -delete
	find tools -type d -empty -delete
	find arch -name '*.o' -delete)
}

# x86 kernels are built with objtool, which runs on this machine and links libelf.
libelf() {
	[ -e "$BUILDROOT/usr/lib/$(triple "$HOST_ARCH")/libelf.so" ] || chroot "$BUILDROOT" sh -c "apt-get -qq update || true
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
			libelf-dev:$HOST_ARCH" >>"$log" 2>&1 || broken "cannot install libelf-dev in the build root"
}

say "building Debian's $source as $name: 5 minutes or so, once; log in $log"
[ "$arch" != amd64 ] || libelf
unpack
apply
configure
in_tree -j"$(nproc)" $image modules modules_prepare || broken "the kernel does not build"
release=$(cat "$tree/include/config/kernel.release")
cp "$tree/arch/$folder/boot/$image" "$dir/vmlinuz"
# Where everything is built in, there are only lists of modules, which modprobe needs.
in_tree INSTALL_MOD_PATH=installed modules_install || broken "the kernel's modules cannot be installed"
rm -f "$tree/installed/lib/modules/$release"/{build,source}
mv "$tree/installed" "$dir/modules"
prune
ln -sfn "../../src/linux-$name" "$BUILDROOT/usr/src/linux-headers-$release"
echo "$release" >"$dir/release"
touch "$stamp"
