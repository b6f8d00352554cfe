#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# demo.sh - the demo, on any x86-64 or arm64 Debian or Ubuntu machine: an emulated host
# loads the module, boots Debian in a guest under KVM, and shows how many exits of which
# class the guest takes.
#
#   demo.sh [-a ARCH] [-k KERNEL]
#     -a    the host: arm64, an ARMv8 one; amd64, an AMD one (what KERNEL is for; arm64)
#     -k    its kernel, one of Debian's in emu/kernels.tsv (6.1; 6.12-amd64)
set -euo pipefail
. "$(dirname "$0")/../emu/lib.sh"
. "$EMU/progress.sh"

arch='' kernel=''
while getopts a:k: o; do
	case $o in
	a) arch=$OPTARG ;;
	k) kernel=$OPTARG ;;
	*) die "usage: demo.sh [-a ARCH] [-k KERNEL]" ;;
	esac
done
shift $((OPTIND - 1))
[ $# -eq 0 ] || die "usage: demo.sh [-a ARCH] [-k KERNEL]"
kernel=$(choose_kernel "$arch" "$kernel")
check_debian_kernel "$kernel" arm64 amd64
host='ARMv8 host'
[ "$(kernel_arch "$kernel")" = arm64 ] || host='AMD host'
dir=$BUILD/demo
own "$dir"
started=$SECONDS
rm -rf "$dir"
mkdir -p "$dir"
steps=('preparing the host' 'booting the host' 'booting the guest' 'the guest runs mem' 'the guest runs io' 'powering off')
files=(0-before 1-boot 2-mem 3-io)
# Each snapshot is the end of a step.
progress_look() {
	local n
	for n in "${!files[@]}"; do
		[ -s "$dir/${files[n]}.txt" ] || return 0
		[ -s "$progress_dir/$((n + 1)).begun" ] || return 0
		mkdir "$progress_dir/snapshot-$n" 2>/dev/null || continue
		progress_done "${steps[n + 1]}"
		progress_start "${steps[n + 2]}"
	done
}
progress_begin "demo$(arch_suffix "$(kernel_arch "$kernel")")" 1 "${steps[@]}"
progress_start "${steps[0]}"
"$TOP/emu/prepare.sh" "$kernel" "$dir" "$TOP"/demo/*.c
cp "$TOP"/demo/{host-job,table} "$dir/"

say "booting the emulated $host (its serial log: $dir/host.log)"
progress_done "${steps[0]}"
progress_start "${steps[1]}"
status=0
"$EMU/run.sh" -k "$kernel" -s "$(debian_cpus "$kernel")" -d "$dir" -t 3600 'bash /share/host-job' || status=$?
if [ $status -eq 0 ]; then
	# The process that looks each second may be about to begin the last step.
	for _ in {1..50}; do
		progress_look
		[ ! -s "$progress_dir/5.begun" ] || { progress_done "${steps[5]}"; break; }
		sleep 0.1
	done
fi
progress_end
cat <<END

The host's serial log:    $dir/host.log
The guest's serial log:   $dir/guest.log
The four snapshots:       $dir/{0-before,1-boot,2-mem,3-io}.txt
This took $((SECONDS - started)) s.
END
exit $status
