#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# build.sh DIR ARCH: put the rivals that no package of the emulated host has into DIR: rival,
# built for ARCH with clang and libbpf, and bcc's kvmexit.
set -euo pipefail
. "$(dirname "$0")/../../../emu/lib.sh"

[ $# -eq 2 ] && [ -n "$(triple "$2")" ] || die "usage: build.sh DIR arm64|amd64"
arch=$2
bcc=$CACHE/bcc
log=$CACHE/rivals.log
in_root() { chroot "$BUILDROOT" "$@"; }

need_root
"$EMU/buildroot.sh" "$arch"
"$EMU/clang.sh"
if [ ! -e "$BUILDROOT/usr/lib/$(triple "$arch")/libbpf.so" ]; then
	alone "$@"
	say "installing libbpf for $arch in the build root"
	in_root sh -c "apt-get -qq update && DEBIAN_FRONTEND=noninteractive \
		apt-get -qq install -y --no-install-recommends libbpf-dev:$arch" >"$log" 2>&1 ||
		die "cannot install libbpf-dev in the build root; see $log"
fi
if [ ! -e "$bcc" ]; then
	alone "$@"
	say "fetching bcc's kvmexit (about 1 MB)"
	tmp=$BUILDROOT/var/tmp/bcc
	rm -rf "$tmp"
	mkdir -p "$tmp/x"
	in_root sh -c 'cd /var/tmp/bcc && apt-get -qq update &&
		apt-get -qq download bpfcc-tools python3-bpfcc' >"$log" 2>&1 ||
		die "cannot download bcc; see $log"
	for deb in "$tmp"/*.deb; do dpkg-deb -x "$deb" "$tmp/x"; done
	mkdir "$tmp/bcc"
	mv "$tmp/x/usr/sbin/kvmexit-bpfcc" "$tmp/x/usr/lib/python3/dist-packages/bcc" "$tmp/bcc/"
	mv "$tmp/bcc" "$bcc"
	rm -rf "$tmp"
fi

tree=$BUILDROOT/src/rivals$(arch_suffix "$arch")
out=${tree#"$BUILDROOT"}
dir=$out/tests/bench/rivals
# What libbpf and this project call the architecture.
name=${arch/amd64/x86}
headers=/usr/include/$(triple "$arch")
gcc=$(cross "$arch")gcc
sync_sources "$tree" tests/bench/rivals
{
	in_root clang -target bpf -mcpu=v3 -O2 -g -Wall -Werror "-D__TARGET_ARCH_$name" \
		"-I$dir/$name" "-I$headers" -c -o "$out/rival.bpf.o" "$dir/rival.bpf.c" &&
		in_root "$gcc" -O2 -g -Wall -Wextra -Werror "-I$dir/$name" \
			-o "$out/rival" "$dir/rival.c" -lbpf
} >"$log" 2>&1 || { cat "$log" >&2; die "rival does not build for $arch"; }
cp -r "$tree"/{rival,rival.bpf.o} "$bcc"/* "$1/"
