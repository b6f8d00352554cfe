# SPDX-License-Identifier: GPL-2.0-only
# On kernels before 6.7, many CPUs contend for return probes. Loading then says which attachment
# to use. It does not say so with that attachment, nor on newer kernels.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
# lines KERNEL: print how many such lines loading gives with return probes, and with tracepoints,
# on a host that may have 8 CPUs. Only one of them is on.
lines() {
	local kernel=$1 dir=$BUILD/check/many-cpus ko
	ko=$("$EMU/build.sh" "$kernel")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$EMU/run.sh" -k "$kernel" -s 8 -a maxcpus=1 -d "$dir" 'for a in kretprobe tracepoint; do
			dmesg -C
			insmod kvmtrapcount.ko attach=$a && rmmod kvmtrapcount || exit
			dmesg | grep -c "kvmtrapcount: .*load with attach=tracepoint"
		done; true' | tr '\n' ' '
}
same() { [ "$2" = "$3" ] || die "$1: lines $2, expected $3"; }
same "6.1" "$(lines 6.1)" "1 0 "
same "7.2" "$(lines 7.2)" "0 0 "
