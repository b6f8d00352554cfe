#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# bench.sh KERNEL[:ept] ...: measure how many instructions of the host one exit takes, how many
# each way to observe it adds, and what many vCPUs, readers and several CPUs change. Prints
# tables, and tests nothing. What it prints of a kernel is in build/bench/KERNEL.md as well:
# docs/cost/ has such files. A kernel takes half an hour of CPU time. Meanwhile the rows of one
# part are in build/bench/KERNEL/output. With :ept it is an Intel host, which is slow: only what the
# module adds, which is the part exits, whatever PARTS says; the page is KERNEL-ept.md. Of a kernel that
# is built here (emu/kernels.tsv) it is that part as well, with attach=tracepoint alone.
# PARTS: which files of this folder to run (all); without exits, the page is KERNEL-load.md.
# JOBS: how many kernels at the same time (one per CPU): counted instructions are the same on a
# busy machine.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
. "$EMU/progress.sh"

[ $# -ge 1 ] || die "usage: bench.sh KERNEL ..., of: $(debian_kernels arm64 amd64 | tr '\n' ' ')"
built() { [ -n "$(kernel_field "$1" 4)" ]; }
for kernel; do
	built "$kernel" || check_debian_kernel "${kernel%:ept}" arm64 amd64
	[[ $kernel != *:ept || $kernel = *-amd64:ept ]] || die "$kernel: only amd64 kernels have the mode ept"
done
at_once=${JOBS:-$(nproc)}
[[ $at_once =~ ^[1-9][0-9]?$ ]] || die "JOBS must be a number from 1 to 99, not '$at_once'"
here=$(dirname "$0")
parts=${PARTS:-exits many reading cpus}

# measure KERNEL: write its page, and print it.
measure() {
	local kernel=${1%:ept} arch name emulator package host trapgen kvmtrap ko srcversion release part cpus
	local dir=$BUILD/bench/${1/:/-} mode='' ns="one nanosecond" parts=$parts
	local page=$dir.md how="BENCH=$1"
	arch=$(kernel_arch "$kernel")
	case $arch in
	arm64) name=arm64 emulator=qemu-system-aarch64 package=qemu-system-arm host="an emulated Cortex-A76 with GICv3" ;;
	amd64) name=x86 emulator=qemu-system-x86_64 package=qemu-system-x86 host="an emulated EPYC with nested paging" ;;
	esac
	need_tools modinfo:kmod
	if [ "$kernel" = "$1" ]; then
		need_tools "$emulator:$package"
		emulator=$($emulator --version | sed 's/ (.*//;q')
		! built "$kernel" || parts=exits
	else
		mode=ept name=intel emulator=bochs host="an emulated Haswell with EPT" ns="ten nanoseconds" parts=exits
	fi
	[[ " $parts " = *" exits "* ]] || page=$dir-load.md how+=" PARTS=\"$parts\""
	trapgen=$("$EMU/userspace.sh" trapgen "$arch")
	kvmtrap=$("$EMU/userspace.sh" kvmtrap "$arch")
	ko=$("$EMU/build.sh" "$kernel")
	srcversion=$(modinfo -F srcversion "$ko")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "${ko%/*}/bare.ko" "$trapgen" "$kvmtrap" "$dir/"
	cp "$here"/{lib.sh,exits,many,reading,cpus} "$dir/"
	cp "$here/x86.sh" "$dir/"
	cp "$here/$name.sh" "$dir/arch.sh"
	if built "$kernel"; then
		echo 'ALONE=1 ATTACHMENTS=(tracepoint)' >>"$dir/arch.sh"
	elif [ $name != intel ]; then
		"$here/rivals/build.sh" "$dir" "$arch"
	fi
	release=$(cat "$CACHE/kernel/$kernel/release")
	say "measuring on $release; rows come in build/bench/${dir##*/}/output"
	cat >"$page" <<-END
		# $release

		Instructions of the host. Made by \`make bench $how\` with kvmtrapcount
		$(cat "$TOP/VERSION"), srcversion $srcversion, on $emulator, $host
		where one instruction is $ns of the clock. [cost.md](../cost.md) says what follows from it.

	END
	for part in $parts; do
		progress_start "$1: $part"
		cpus=$(sed -n 's/^# cpus: //p' "$here/$part")
		"$EMU/run.sh" -k "$kernel" -m "${mode:-$(usual_mode "$kernel")}" -i -s "${cpus:-1}" -t 7200 -d "$dir" "bash /share/$part" >>"$page"
		progress_done "$1: $part"
		echo >>"$page"
	done
	[ ! -t 1 ] || printf '%s' "${PROGRESS_CLEAR:-}"
	cat "$page"
}

# Commands in the background do not get the signals of the keyboard.
trap 'trap "" TERM; kill 0; exit 130' INT TERM
status=0
steps=()
for kernel; do
	if [[ $kernel = *:ept ]] || built "$kernel"; then steps+=("$kernel: exits"); continue; fi
	for part in $parts; do steps+=("$kernel: $part"); done
done
progress_begin bench "$at_once" "${steps[@]}"
for kernel; do
	while [ "$(jobs -pr | wc -l)" -ge "$at_once" ]; do wait -n || status=1; done
	measure "$kernel" &
done
while [ -n "$(jobs -p)" ]; do wait -n || status=1; done
progress_end
exit $status
