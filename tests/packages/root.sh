#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# root.sh ROOT: make $CACHE/packages-ROOT, a Debian in which packages are built and checked, unless it is
# there. ROOT is a suite, or SUITE-ARCH, whose programs are of another architecture (foreign.sh). That of
# trixie also builds for arm64 and makes RPMs. bare-SUITE and bare-SUITE-ARCH have nothing but what Debian's
# installer leaves.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
suite=${1#bare-} arch=$HOST_ARCH
case $suite in *-*) arch=${suite#*-} suite=${suite%-*} ;; esac
# Raise the number when what is installed below changes.
root=$CACHE/packages-$1 stamp=$CACHE/.packages-1-$1
[ -e "$stamp" ] && exit 0
need_root
alone "$@"
need_space "$CACHE" 2000 "the root in which packages are built"
need_tools mmdebstrap:mmdebstrap
"$EMU/buildroot.sh"

libraries="libjansson-dev libncurses-dev libtracefs-dev libtraceevent-dev"
packages="debhelper dh-dkms pkgconf scdoc libtracecmd-dev $libraries"
archs=$arch variant=buildd
if [[ $1 = bare-* ]]; then
	packages=ca-certificates variant=important
elif [ "$1" = trixie ]; then
	packages+=" lintian blhc autopkgtest rpm rpmlint"
	if [ "$HOST_ARCH" != arm64 ]; then
		archs+=,arm64
		packages+=" crossbuild-essential-arm64 pkgconf:arm64 libtracecmd1:arm64 $(printf '%s:arm64 ' $libraries)"
	fi
fi
say "making the root in which packages for $1 are built (about 1 GB, some minutes)"
rm -rf "$root"
uri=$(awk '$1 == "deb" { print $2; exit }' "$BUILDROOT/etc/apt/sources.list")
"$TOP/tests/packages/foreign.sh" "$arch" mmdebstrap --quiet --mode=root --skip=check/qemu --variant=$variant \
	--architectures="$archs" --include="$(echo $packages | tr -s ' ' ,)" "$suite" "$root" "$uri" >"$root.log" 2>&1 || die "mmdebstrap failed; see $root.log"
# This can be installed for one architecture only: build.sh replaces it.
[[ $archs != *,arm64 ]] || chroot "$root" sh -ec 'cd /var/cache
	apt-get -qq update
	apt-get -qq download libtracecmd-dev:arm64' >>"$root.log" 2>&1 || die "cannot download libtracecmd-dev; see $root.log"
touch "$stamp"
