# SPDX-License-Identifier: GPL-2.0-only
# With times=1 the time of each exit is in the histogram of its own reason, where `latency` has one for
# that reason, whosever the CPU is.
. "$(dirname "$0")/../lib/host.sh"
load_module times=1
of() { column_sum "$WORK/snap:$1" exits "reason=$2"; }
own() { # REASON PROGRAM PASSES
	echo 1 >$P/reset
	"$TRAPGEN" "$2" "$3" --then "cat $K/latency $K/reasons >$WORK/snap" >/dev/null || fail "trapgen $2"
	[ "$(of reasons "$1")" -ge "$3" ] || fail "$2: $(of reasons "$1") of $1"
	for reason in "$1" $IRQ; do
		assert_eq "$2: in the histogram of $reason" "$(of latency "$reason")" "$(of reasons "$reason")"
	done
}
own $HVC hvc 50
own MMIO_USER store 40
# Where KVM shadows the guest's page tables its faults share a histogram.
[ $PAGE = PF_EXCP ] || own $PAGE touch 60
if on_x86; then
	write=MSR
	! on_intel || write=MSR_WRITE
	own $write wrmsr 30
	own CPUID cpuid 20
	own PIO_USER out16 9
else
	own SYS64 sysreg 20
fi
