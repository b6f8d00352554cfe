# SPDX-License-Identifier: GPL-2.0-only
# If a function of KVM takes at least 700 us, that much is measured, for the right reason. With
# trace_min_ns, the tracepoint has only these exits.
# groups: preempt
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
defer 'rmmod slow 2>/dev/null'
# What handles the program sysreg, and what comes after a sleep.
if on_x86; then
	sysreg=MSR handler=kvm_emulate_rdmsr after=xfer_to_guest_mode_handle_work
else
	sysreg=SYS64 handler=kvm_handle_sys_reg after="vgic_v4_load kvm_vgic_load"
fi
load_module times=1
insmod $HERE/slow.ko function=$handler us=700 || fail "cannot load slow.ko"
"$TRAPGEN" sysreg 50 --then "cat $K/latency $K/handling >$WORK/snap" >"$WORK/out" || fail "trapgen"
all=$(awk '$3 == "ns" { print $4 }' "$WORK/out")

# handling REASON: print the time of a reason in the snapshot, for the last VM.
handling() {
	column "$WORK/snap:handling" kernel_ns reason="$1" | tail -n 1
}

rows "$WORK/snap:latency" '{ print col("from_ns"), col("below_ns"), col("exits") }' class=cpu >"$WORK/cpu"
# The machine may delay some of them, but none can be quicker.
quickest=$(sort -n "$WORK/cpu" | awk 'NR == 1 { print $1 }')
[ "$quickest" -ge 524288 ] || fail "the quickest is in the bucket from $quickest ns"
assert_eq "their reason" "$(rows "$WORK/snap:latency" '{ print col("reason") }' class=cpu | sort -u)" $sysreg
longest=$(column "$WORK/snap:latency" max_ns class=cpu | sort -u)
[ "$longest" -ge 700000 ] && [ "$longest" -le "$all" ] || fail "the longest of them took $longest ns"
assert_eq "exits by length" "$(awk '{ n += $3 } END { print n }' "$WORK/cpu")" 50

ns=$(handling $sysreg)
[ "$ns" -ge $((50 * 700000)) ] && [ "$ns" -le "$all" ] || fail "handling 50 took $ns ns of $all"

assert_eq "rows that begin beyond the longest" "$(rows "$WORK/snap:latency" 'col("from_ns") > col("max_ns") { n++ } END { print n + 0 }')" 0

# One that takes 1.2 s is in the last bucket, which begins at 1.07 s.
rmmod slow
insmod $HERE/slow.ko function=$handler us=1200000 || fail "cannot load slow.ko"
"$TRAPGEN" sysreg 1 --then "cat $K/latency >$WORK/snap" >/dev/null || fail "trapgen"
assert_eq "the last bucket" "$(rows "$WORK/snap:latency" '{ print col("below_ns"), col("exits"), (col("max_ns") >= 1200000000) }' \
	from_ns=1073741824)" "- 1 1"
rmmod slow
insmod $HERE/slow.ko function=$handler us=700 || fail "cannot load slow.ko"

echo 500000 >$P/trace_min_ns
: >$T/trace
trace_exits
"$TRAPGEN" mixed 100 >/dev/null || fail "trapgen"
"$TRAPGEN" sysreg 50 >/dev/null || fail "trapgen"
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
assert_eq "slow exits traced" "$(grep -c "kvmtrap_exit:.* reason=$sysreg " $T/trace)" 50
assert_eq "of HVC, which is not slow" "$(grep -c "kvmtrap_exit:.* reason=$HVC .* ns=[1-9][0-9]\{0,4\}$" $T/trace)" 0

# What KVM does after a sleep is handling again. It takes 5 ms here, longer than what is handled
# before the sleep on a busy machine. Kernels call one of these functions then. On arm64
# before there was kvm_vcpu_wfi (5.16), KVM told of the wakeup only after them.
on_x86 || grep -qw kvm_vcpu_wfi /proc/kallsyms || exit 0
# On x86 a vCPU does not sleep if a signal is pending for it, and no wakeup is told of. On arm64 KVM calls the
# function after each WFI that exits. An emulated CPU with a pending interrupt does not exit for it.
most=0 most_reset=0 most_sleeps=0
for function in $after; do
	rmmod slow
	insmod $HERE/slow.ko function=$function us=5000 || fail "cannot load slow.ko for $function"
	: >$T/trace
	! on_x86 || echo 1 >$T/events/kvm/kvm_vcpu_wakeup/enable
	"$TRAPGEN" wfi 30 --then "cat $K/handling >$WORK/snap" >/dev/null || fail "trapgen"
	echo 0 >$T/events/kvm/kvm_vcpu_wakeup/enable
	if on_x86; then sleeps=$(grep -c kvm_vcpu_wakeup: $T/trace)
	else sleeps=$(column "$WORK/snap:handling" exits reason=$HALT | tail -n 1); fi
	ns=$(handling $HALT)
	[ "$ns" -le $most ] || most=$ns most_sleeps=$sleeps
	# The wakeup is the first that the vCPU does after a reset.
	"$TRAPGEN" sleep >/dev/null & run=$!
	wait_until column_sum vms vcpus pid=$run -eq 1
	vm=$(column vms vm pid=$run)
	wait_until column_sum reasons exits vm="$vm" reason=$HALT -eq 1
	echo 1 >$P/reset
	freeze $run
	ns=$(column_sum times kernel_ns vm="$vm")
	[ "$ns" -le $most_reset ] || most_reset=$ns
	kill -KILL $run
	wait $run 2>/dev/null
done
[ "$most_sleeps" -ge 3 ] || fail "$most_sleeps sleeps of 30"
[ "$most" -ge $((most_sleeps * 5000000)) ] || fail "handling after $most_sleeps sleeps: $most ns"
[ "$most_reset" -ge 5000000 ] || fail "handling after a sleep that began before a reset: $most_reset ns"
