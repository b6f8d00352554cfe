#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bochsroot.sh: unpack bochs, once, with all that it links, its BIOS, and what makes a disc that
# boots. It is Debian 13's, whatever this machine has: that of Debian 12 is half as fast. It is
# not in the build root, as its packages would install much that nothing here has a use for.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -eq 0 ] || die "usage: bochsroot.sh"
# Raise the number when what is unpacked changes.
stamp=$BOCHSROOT/.kvmtrap-1
[ ! -e "$stamp" ] || exit 0
need_root
alone
need_space "$CACHE" 500 "bochs"
need_tools mmdebstrap:mmdebstrap
"$EMU/buildroot.sh"

say "unpacking bochs (about 60 MB to fetch)"
uri=$(awk '$1 == "deb" { print $2; exit }' "$BUILDROOT/etc/apt/sources.list")
rm -rf "$BOCHSROOT"
mmdebstrap --quiet --variant=extract --architectures="$HOST_ARCH" \
	--include=bochs,bochs-term,bochsbios,vgabios,isolinux,syslinux-common,xorriso,ncurses-base \
	trixie "$BOCHSROOT" "$uri" >"$CACHE/bochs.log" 2>&1 ||
	die "mmdebstrap failed; its output is in $CACHE/bochs.log"
rm -rf "$BOCHSROOT"/usr/share/{doc,man,locale,icons,fonts,mime} "${BOCHSROOT:?}"/var
touch "$stamp"
