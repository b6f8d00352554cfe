#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# buildroot.sh [ARCH]: make the build root, once. It is a Debian chroot in the cache, with the
# compilers, headers and tools that build the module for every arm64 kernel in kernels.tsv;
# with amd64 as ARCH, for every kernel of amd64 as well.
# No package of another Debian release is installed on the build machine itself.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# Raise the number when what is installed below changes. An older root is then made again.
STAMP=$BUILDROOT/.kvmtrap-3
arch=${1:-arm64}
stamp=$STAMP$(arch_suffix "$arch")
[ -e "$stamp" ] && exit 0
[ -n "$(triple "$arch")" ] || die "unknown architecture '$arch'; choose arm64 or amd64"
need_root
alone "$@"

# What the command links, but for libtracecmd-dev: that can be there for one architecture only.
libraries="libjansson-dev libncurses-dev libtracefs-dev libtraceevent-dev"

# compilers ARCH: print the packages that build for it on this machine.
compilers() {
	if [ "$HOST_ARCH" = "$1" ]; then
		echo "gcc gcc-12 libc6-dev"
	else
		local name
		name=$(triple "$1" | tr _ -)
		echo "gcc-$name gcc-12-$name libc6-dev-$1-cross"
	fi
}

make_root() {
	local archs=arm64 target='' mirror uri suite
	need_space "$CACHE" 2000 "the build root"
	need_tools mmdebstrap:mmdebstrap
	# Ubuntu knows Debian's suites, but not their keys.
	[ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
		install_packages debian-archive-keyring
	[ "$HOST_ARCH" = arm64 ] || archs=$HOST_ARCH,arm64 target=:arm64

	# Use this machine's Debian mirror if it has one, else mmdebstrap's default.
	mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
		'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1 || true)

	say "making the build root (compilers, headers; about 1 GB, a minute or two)"
	rm -rf "$BUILDROOT"
	# shellcheck disable=SC2046,SC2086 # a list, and a mirror that may be absent
	mmdebstrap --quiet --variant=apt --architectures="$archs" \
		--include="$(echo make $(compilers arm64) gcc libc6-dev dkms kmod pahole cpio \
			sparse flex bison bc xz-utils mmdebstrap debian-archive-keyring \
			$(printf "%s$target " $libraries libtracecmd-dev) pkgconf scdoc |
			tr -s ' ' ,)" \
		trixie "$BUILDROOT" $mirror >"$CACHE/buildroot.log" 2>&1 ||
		die "mmdebstrap failed; its output is in $CACHE/buildroot.log"

	# One source list for all suites; packages of the others are named with theirs.
	uri=${mirror:-$(awk '$1 == "deb" { for (i = 2; i <= NF; i++)
		if ($i ~ /:\/\//) { print $i; exit } }' "$BUILDROOT/etc/apt/sources.list")}
	for suite in trixie trixie-backports bookworm bullseye; do
		echo "deb $uri $suite main"
	done >"$BUILDROOT/etc/apt/sources.list"
	rm -f "$BUILDROOT"/etc/apt/sources.list.d/*
	printf 'Package: *\nPin: release n=%s\nPin-Priority: 50\n\n' bookworm bullseye \
		trixie-backports >"$BUILDROOT/etc/apt/preferences.d/kvmtrap"
	chroot "$BUILDROOT" apt-get -qq update >>"$CACHE/buildroot.log" 2>&1 ||
		die "apt-get update failed in the build root; see $CACHE/buildroot.log"
	touch "$STAMP"
}

# add_arch: install what builds for $arch in the build root that is there.
add_arch() {
	local log=$CACHE/buildroot-$arch.log
	need_space "$CACHE" 500 "what builds for $arch"
	say "installing what builds for $arch in the build root"
	# What another run was killed at is ended first, or apt-get refuses. If the list of one suite cannot be
	# renewed, the packages may still be had from another.
	# shellcheck disable=SC2016,SC2046 # the inner shell's; lists
	chroot "$BUILDROOT" sh -ec 'DEBIAN_FRONTEND=noninteractive dpkg --configure -a
		dpkg --add-architecture "$1"
		shift
		apt-get -qq update || true
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"' sh \
		"$arch" $(compilers "$arch") $(printf "%s:$arch " $libraries libtracecmd1) >"$log" 2>&1 &&
		chroot "$BUILDROOT" sh -ec "cd /var/tmp
			rm -f libtracecmd-dev_*
			apt-get -qq download libtracecmd-dev:$arch
			dpkg-deb --fsys-tarfile libtracecmd-dev_*.deb | tar -x --keep-directory-symlink -C /
			rm libtracecmd-dev_*" >>"$log" 2>&1 ||
		die "cannot install what builds for $arch in the build root; see $log"
	touch "$stamp"
}

[ -e "$STAMP" ] || make_root
[ -e "$stamp" ] || add_arch
