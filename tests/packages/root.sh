#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# root.sh SUITE: make $CACHE/packages-SUITE, a Debian in which packages are built and checked,
# unless it is there. That of trixie also builds for arm64 and makes RPMs.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
suite=$1
# Raise the number when what is installed below changes.
root=$CACHE/packages-$suite stamp=$CACHE/.packages-1-$suite
[ -e "$stamp" ] && exit 0
need_root
alone "$@"
need_space "$CACHE" 2000 "the root in which packages are built"
need_tools mmdebstrap:mmdebstrap
"$EMU/buildroot.sh"

libraries="libjansson-dev libncurses-dev libtracefs-dev libtraceevent-dev"
packages="debhelper dh-dkms pkgconf scdoc libtracecmd-dev $libraries"
archs=$HOST_ARCH
if [ "$suite" = trixie ]; then
	packages+=" lintian blhc autopkgtest rpm rpmlint"
	if [ "$HOST_ARCH" != arm64 ]; then
		archs+=,arm64
		packages+=" crossbuild-essential-arm64 pkgconf:arm64 libtracecmd1:arm64 $(printf '%s:arm64 ' $libraries)"
	fi
fi
say "making the root in which packages for $suite are built (about 1 GB, some minutes)"
rm -rf "$root"
uri=$(awk '$1 == "deb" { print $2; exit }' "$BUILDROOT/etc/apt/sources.list")
mmdebstrap --quiet --variant=buildd --architectures="$archs" --include="$(echo $packages | tr -s ' ' ,)" \
	"$suite" "$root" "$uri" >"$root.log" 2>&1 || die "mmdebstrap failed; see $root.log"
# This can be installed for one architecture only: build.sh replaces it.
[[ $archs != *,arm64 ]] || chroot "$root" sh -ec 'cd /var/cache
	apt-get -qq update
	apt-get -qq download libtracecmd-dev:arm64' >>"$root.log" 2>&1 || die "cannot download libtracecmd-dev; see $root.log"
touch "$stamp"
