#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL ...: measure how many instructions of the host one exit takes, how many
# each way to observe it adds, and what many vCPUs change. Prints tables, and tests nothing.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(kernel_names | tr '\n' ' ')"
trapgen=$("$EMU/userspace.sh" trapgen)
for kernel; do
	ko=$("$EMU/build.sh" "$kernel")
	dir=$BUILD/bench/$kernel
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "${ko%/*}/bare.ko" "$trapgen" "$dir/"
	cp "$(dirname "$0")"/{lib.sh,exits,many} "$dir/"
	"$(dirname "$0")/rivals/build.sh" "$dir"
	say "measuring on $(cat "$CACHE/kernel/$kernel/release")"
	for part in ${PARTS:-exits many}; do
		"$EMU/run.sh" -k "$kernel" -i -t 3600 -d "$dir" "bash /share/$part" |
			tee "$dir/$part.md"
		echo
	done
done
