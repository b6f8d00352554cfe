#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# build.sh DIR: put the rivals that no package of the emulated host has into DIR: rival,
# built for arm64 with clang and libbpf, and bcc's kvmexit.
set -euo pipefail
. "$(dirname "$0")/../../../emu/lib.sh"

[ $# -eq 1 ] || die "usage: build.sh DIR"
cross='' target=''
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu- target=:arm64
bcc=$CACHE/bcc
log=$CACHE/rivals.log
in_root() { chroot "$BUILDROOT" "$@"; }

need_root
"$EMU/clang.sh"
if [ ! -e "$BUILDROOT/usr/include/bpf/libbpf.h" ] || [ ! -e "$bcc" ]; then
	alone "$@"
	say "fetching libbpf and bcc's kvmexit (about 3 MB)"
	in_root sh -c "apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
		apt-get -qq install -y --no-install-recommends libbpf-dev$target" >"$log" 2>&1 ||
		die "cannot install libbpf-dev in the build root; see $log"
	tmp=$BUILDROOT/var/tmp/bcc
	rm -rf "$tmp"
	mkdir -p "$tmp/x"
	in_root sh -c 'cd /var/tmp/bcc && apt-get -qq download bpfcc-tools python3-bpfcc' >>"$log" 2>&1 ||
		die "cannot download bcc; see $log"
	for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/x"; done
	mkdir "$tmp/bcc"
	mv "$tmp/x/usr/sbin/kvmexit-bpfcc" "$tmp/x/usr/lib/python3/dist-packages/bcc" "$tmp/bcc/"
	mv "$tmp/bcc" "$bcc"
	rm -rf "$tmp"
fi

tree=$BUILDROOT/src/rivals
dir=/src/rivals/tests/bench/rivals
sync_sources "$tree" tests/bench/rivals
{
	in_root clang -target bpf -mcpu=v3 -O2 -g -Wall -Werror \
		-I/usr/include/aarch64-linux-gnu -c -o /src/rivals/rival.bpf.o $dir/rival.bpf.c &&
		in_root ${cross}gcc -O2 -g -Wall -Wextra -Werror -o /src/rivals/rival $dir/rival.c -lbpf
} >"$log" 2>&1 || { cat "$log" >&2; die "rival does not build"; }
cp -r "$tree"/{rival,rival.bpf.o} "$bcc"/* "$1/"
