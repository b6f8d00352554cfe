#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# clang.sh: install clang, lld and LLVM's tools in the build root, for what is built
# there with LLVM=1. buildroot.sh does not install them, as most builds do not need them.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

"$EMU/buildroot.sh"
[ ! -x "$BUILDROOT/usr/bin/clang" ] || [ ! -x "$BUILDROOT/usr/bin/ld.lld" ] ||
	[ ! -x "$BUILDROOT/usr/bin/llvm-nm" ] || exit 0
need_root
alone
need_space "$CACHE" 1500 "clang"
say "installing clang in the build root (about 150 MB to fetch)"
# What another run was killed at is ended first, or apt-get refuses. If the list of one suite cannot be renewed,
# the packages may still be had from another.
chroot "$BUILDROOT" sh -c 'export DEBIAN_FRONTEND=noninteractive; dpkg --configure -a && \
	{ apt-get -qq update || true; } && \
	apt-get -qq install -y --no-install-recommends clang lld llvm' >"$CACHE/clang.log" 2>&1 ||
	die "cannot install clang in the build root; see $CACHE/clang.log"
