#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL ...: what one exit costs, in instructions of the host, and what
# each way to observe it adds. Prints a table a kernel; tests nothing.
set -euo pipefail
. "$(dirname "$0")/../vm/lib.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(kernel_names | tr '\n' ' ')"
trapgen=$("$VM_DIR/trapgen.sh")
for kernel; do
	ko=$("$VM_DIR/build.sh" "$kernel")
	dir=$BUILD/bench/$kernel
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$trapgen" "$(dirname "$0")/job" "$dir/"
	mv "$dir/job" "$dir/bench-job"
	say "measuring on $(cat "$CACHE/kernel/$kernel/release")"
	"$VM_DIR/run.sh" -k "$kernel" -i -t 1800 -d "$dir" 'bash /share/bench-job' |
		tee "$dir/table.txt"
done
