#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# here.sh [CASE ...]: make check-here: build the module for the running kernel, the command and trapgen,
# and run the cases of the group guests on this machine, without emulation. Nothing is installed
# or downloaded. tests/lib/here has what it prints and how it ends.
set -euo pipefail
# Where su leaves a user's PATH, what is for root is not in it.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
TOP=$(cd "$(dirname "$0")/.." && pwd)
out=$TOP/build/here
refuse() { printf 'check-here: %s\n' "$*" >&2; exit 2; }
[[ $TOP != *[[:space:]]* ]] || refuse "make takes no path with a blank: move $TOP"

"$TOP/tests/lib/here" -c
headers=${KERNELDIR:-/lib/modules/$(uname -r)/build}
[ -e "$headers/Makefile" ] ||
	refuse "no headers of this kernel in $headers: install linux-headers-$(uname -r), or kernel-devel"
mkdir -p "${out%/*}"
exec 9>"$out.lock"
flock -n 9 || refuse "it runs already, from this folder"
rm -rf "$out"
mkdir -p "$out"
# build WHAT HINT ARGUMENT...: run make.
build() {
	echo "building $1"
	make --no-print-directory -C "$TOP" "${@:3}" >"$out/build.log" 2>&1 ||
		refuse "cannot build $1: $2; what make said is in $out/build.log"
}
build "the module" "it needs gcc and make" modules
build trapgen "it needs gcc, and libc for static programs" -C userspace/vmm O="$out"
build kvmtrap "README.md has the libraries it needs" tools
cp "$TOP"/build/kvmtrapcount.ko "$TOP"/build/tools/kvmtrap "$out/"
cp -r "$TOP/tests/integration" "$TOP/tests/lib" "$out/"
cp "$TOP"/emu/{table.sh,watch} "$out/lib/"
exec "$out/lib/here" "$out" "$@"
