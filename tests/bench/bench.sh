#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL ...: measure how many instructions of the host one exit takes, how many
# each way to observe it adds, and what many vCPUs, readers and several CPUs change. Prints
# tables, and tests nothing. What it prints of a kernel is in build/bench/KERNEL.md as well:
# docs/cost/ has such files. PARTS: which files of this folder to run (all).
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(debian_kernels arm64 amd64 | tr '\n' ' ')"
for kernel; do check_debian_kernel "$kernel" arm64 amd64; done
here=$(dirname "$0")
for kernel; do
	case $(kernel_arch "$kernel") in
	arm64) arch=arm64 name=arm64 qemu=qemu-system-aarch64 host="an emulated Cortex-A76 with GICv3" ;;
	amd64) arch=amd64 name=x86 qemu=qemu-system-x86_64 host="an emulated EPYC with nested paging" ;;
	esac
	trapgen=$("$EMU/userspace.sh" trapgen $arch)
	kvmtrap=$("$EMU/userspace.sh" kvmtrap $arch)
	ko=$("$EMU/build.sh" "$kernel")
	dir=$BUILD/bench/$kernel
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "${ko%/*}/bare.ko" "$trapgen" "$kvmtrap" "$dir/"
	cp "$here"/{lib.sh,exits,many,reading,cpus} "$dir/"
	cp "$here/$name.sh" "$dir/arch.sh"
	"$here/rivals/build.sh" "$dir" $arch
	release=$(cat "$CACHE/kernel/$kernel/release")
	say "measuring on $release"
	page=$BUILD/bench/$kernel.md
	cat >"$page" <<-END
		# $release

		Instructions of the host. Made by \`make bench BENCH=$kernel\` with kvmtrapcount $(cat "$TOP/VERSION"), srcversion
		$(modinfo -F srcversion "$ko"), on $($qemu --version | sed 's/ (.*//;q'), $host
		where one instruction is one nanosecond of the clock. [cost.md](../cost.md) says what follows from it.

	END
	for part in ${PARTS:-exits many reading cpus}; do
		cpus=$(sed -n 's/^# cpus: //p' "$here/$part")
		"$EMU/run.sh" -k "$kernel" -i -s "${cpus:-1}" -t 7200 -d "$dir" "bash /share/$part" |
			tee -a "$page"
		echo | tee -a "$page"
	done
done
