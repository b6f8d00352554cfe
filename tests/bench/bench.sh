#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL ...: measure how many instructions of the host one exit takes, how many
# each way to observe it adds, and what many vCPUs, readers and several CPUs change. Prints
# tables, and tests nothing. What it prints of a kernel is in build/bench/KERNEL.md as well:
# docs/cost/ has such files. PARTS: which files of this folder to run (all).
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(debian_kernels | tr '\n' ' ')"
for kernel; do check_debian_kernel "$kernel"; done
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
	release=$(cat "$CACHE/kernel/$kernel/release")
	say "measuring on $release"
	page=$BUILD/bench/$kernel.md
	cat >"$page" <<-END
		# $release

		Instructions of the host. Made by \`make bench BENCH=$kernel\` with kvmtrapcount $(cat VERSION), srcversion
		$(modinfo -F srcversion "$ko"), on $(qemu-system-aarch64 --version | sed 's/ (.*//;q'), an emulated Cortex-A76 with GICv3
		where one instruction is one nanosecond of the clock. [cost.md](../cost.md) says what follows from it.

	END
	for part in ${PARTS:-exits many reading cpus}; do
		cpus=$(sed -n 's/^# cpus: //p' "$here/$part")
		"$EMU/run.sh" -k "$kernel" -i -s "${cpus:-1}" -t 7200 -d "$dir" "bash /share/$part" |
			tee -a "$page"
		echo | tee -a "$page"
	done
done
