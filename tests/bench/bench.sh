#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL ...: measure how many instructions of the host one exit takes, how many
# each way to observe it adds, and what many vCPUs, readers and several CPUs change. Prints
# tables, and tests nothing. PARTS: which files of this folder to run (all).
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(kernel_names | tr '\n' ' ')"
trapgen=$("$EMU/userspace.sh" trapgen)
kvmtrap=$("$EMU/userspace.sh" kvmtrap)
here=$(dirname "$0")
for kernel; do
	ko=$("$EMU/build.sh" "$kernel")
	dir=$BUILD/bench/$kernel
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "${ko%/*}/bare.ko" "$trapgen" "$kvmtrap" "$dir/"
	cp "$here"/{lib.sh,exits,many,reading,cpus} "$dir/"
	"$here/rivals/build.sh" "$dir"
	say "measuring on $(cat "$CACHE/kernel/$kernel/release")"
	for part in ${PARTS:-exits many reading cpus}; do
		cpus=$(sed -n 's/^# cpus: //p' "$here/$part")
		"$EMU/run.sh" -k "$kernel" -i -s "${cpus:-1}" -t 7200 -d "$dir" "bash /share/$part" |
			tee "$dir/$part.md"
		echo
	done
done
