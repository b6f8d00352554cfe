#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# buildroot.sh: make the build root, once. It is a Debian chroot in the cache, with the
# compilers, headers and tools that build the module for every kernel in kernels.tsv.
# No package of another Debian release is installed on the build machine itself.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

# Raise the number when what is installed below changes. An older root is then made again.
STAMP=$BUILDROOT/.kvmtrap-3
[ -e "$STAMP" ] && exit 0
need_root
alone
need_space "$CACHE" 2000 "the build root"
need_tools mmdebstrap:mmdebstrap
# Ubuntu knows Debian's suites, but not their keys.
[ -e /usr/share/keyrings/debian-archive-keyring.gpg ] ||
	install_packages debian-archive-keyring

if [ "$HOST_ARCH" = arm64 ]; then
	archs=arm64
	compilers="gcc gcc-12 libc6-dev"
	target=
else
	archs=$HOST_ARCH,arm64
	compilers="gcc-aarch64-linux-gnu gcc-12-aarch64-linux-gnu libc6-dev-arm64-cross"
	target=:arm64
fi

# Use this machine's Debian mirror if it has one, else mmdebstrap's default.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
	'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1 || true)

say "making the build root (compilers, headers; about 1 GB, a minute or two)"
rm -rf "$BUILDROOT"
# shellcheck disable=SC2086 # a list, and a mirror that may be absent
mmdebstrap --quiet --variant=apt --architectures="$archs" \
	--include="$(echo make $compilers gcc libc6-dev dkms kmod pahole cpio sparse \
		flex bison bc xz-utils mmdebstrap debian-archive-keyring \
		libjansson-dev$target libncurses-dev$target libtracecmd-dev$target \
		libtracefs-dev$target libtraceevent-dev$target pkgconf scdoc | tr ' ' ',')" \
	trixie "$BUILDROOT" $mirror >"$CACHE/buildroot.log" 2>&1 ||
	die "mmdebstrap failed; its output is in $CACHE/buildroot.log"

# One source list for all suites; packages of the others are named with theirs.
uri=${mirror:-$(awk '$1 == "deb" { for (i = 2; i <= NF; i++)
	if ($i ~ /:\/\//) { print $i; exit } }' "$BUILDROOT/etc/apt/sources.list")}
{
	for suite in trixie trixie-backports bookworm bullseye; do
		echo "deb $uri $suite main"
	done
} >"$BUILDROOT/etc/apt/sources.list"
rm -f "$BUILDROOT"/etc/apt/sources.list.d/*
printf 'Package: *\nPin: release n=%s\nPin-Priority: 50\n\n' bookworm bullseye \
	trixie-backports >"$BUILDROOT/etc/apt/preferences.d/kvmtrap"
chroot "$BUILDROOT" apt-get -qq update >>"$CACHE/buildroot.log" 2>&1 ||
	die "apt-get update failed in the build root; see $CACHE/buildroot.log"
touch "$STAMP"
