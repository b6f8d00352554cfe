# SPDX-License-Identifier: GPL-2.0-only
# On an Intel host: what its exits say of themselves, and those that KVM answers before its exit
# handler, or does not count.
# needs: vmx
. "$(dirname "$0")/../lib/host.sh"
tracing=/sys/kernel/tracing
newer() { printf '%s\n' "$1" "$(uname -r)" | sort -CV; }
defer "echo 0 >$tracing/events/enable; echo >$tracing/kprobe_events"
echo 'p:handled kvm_intel:vmx_handle_exit' >$tracing/kprobe_events &&
	echo 1 >$tracing/events/kprobes/handled/enable || fail "no kprobe on vmx_handle_exit"
handled() { awk '$1 == "handled" { print $2 }' $tracing/kprobe_profile; }
load_module

# A write of TSC_DEADLINE is answered at once, and the handler does not see it. 5.10 does not even
# count it.
before=$(handled)
"$TRAPGEN" deadline 200 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen deadline"
handler=$(($(handled) - before))
exits=$(column_sum "$WORK/vcpus" exits)
lost=$(column_sum "$WORK/vcpus" lost)
kvm=$(kvm_exits_in "$WORK/out")
assert_eq "writes of TSC_DEADLINE" "$(column_sum reasons exits reason=MSR_WRITE)" 200
uncounted=0
newer 6.1 || uncounted=200
assert_eq "entered again, uncounted by KVM" "$(health exits.reentered)" $uncounted
assert_eq "exits by KVM" "$kvm" $((exits + lost - uncounted))
assert_eq "exits that vmx_handle_exit does not see" $((exits - handler)) 200

# The exit behind one that KVM does not count has the same number. It may stay open for a while: what
# comes next does not take its place.
load_module
"$TRAPGEN" deadline-store 200 --then "cat $K/reasons >$WORK/snap" >"$WORK/out" || fail "trapgen deadline-store"
assert_eq "stores behind such writes" "$(column_sum "$WORK/snap" exits reason=MMIO_KERNEL)" 200
assert_eq "entered again, before the stores" "$(health exits.reentered)" $uncounted
assert_eq "exits by KVM, with stores" "$(kvm_exits_in "$WORK/out")" \
	$(($(summary total) + $(summary lost) - uncounted))

# Where KVM does not count them, no event tells that it enters the guest again: what is booked as the
# time of handling these is the guest's as well, and told as unsure.
if [ $uncounted -gt 0 ]; then
	load_module times=1
	"$TRAPGEN" deadline 200 --then "cat $K/.snapshot >$WORK/snap" >"$WORK/out" || fail "trapgen deadline, timed"
	handling=$(column_sum "$WORK/snap:handling" kernel_ns reason=MSR_WRITE)
	[ "$handling" -gt 0 ] || fail "writes of TSC_DEADLINE took no time"
	assert_eq "unsure_ns" "$(column_sum "$WORK/snap:times" unsure_ns)" "$handling"
fi

# What an exit says: rows of hot. After the first access KVM has marked a page of a device, and the
# CPU does not say whether a store came.
hot_of() { # PROGRAM PASSES
	echo 1 >$P/reset
	"$TRAPGEN" "$@" --then "cat $K/hot >$WORK/hot" >"$WORK/out" || fail "trapgen $*: status $?"
	rows "$WORK/hot" 'col("name") != "0x0600" &&
		!(col("kind") == "fault" && (col("how") == "exec" || '$walked' && col("exits") == 1)) {
		print col("kind"), col("name"), col("how"), col("exits") }' | sort | paste -sd ,
}
kvm_intel_has() { grep -qs '[1Y]' "/sys/module/kvm_intel/parameters/$1"; }
load_module hot=1
ept=1 walked=0
kvm_intel_has ept || ept=
# Without unrestricted guest the CPU walks a table that KVM puts into the guest's memory, also while the
# guest has paging off. It marks an entry there, and its page is not mapped yet.
[ -z "$ept" ] || kvm_intel_has unrestricted_guest || walked=1
assert_eq hvc "$(hot_of hvc 50)" "call KVM_HC_VAPIC_POLL_IRQ vmcall 50"
assert_eq wrmsr "$(hot_of wrmsr 30)" "msr PAT write 30"
assert_eq sysreg "$(hot_of sysreg 30)" "msr APIC_BASE read 30"
assert_eq out16 "$(hot_of out16 9)" "port 0x0610 vmm-out2 9"
assert_eq in32 "$(hot_of in32 9)" "port 0x0610 vmm-in4 9"
assert_eq outs "$(hot_of outs 9)" "port 0x0610 vmm-outs1 9"
assert_eq cr0 "$(hot_of cr0 7)" "reg CR0 write 7"
assert_eq dr "$(hot_of dr-debug 6)" "reg DR7 read 6,reg DR7 write 6"
assert_eq touch "$(hot_of touch 60)" "fault not-present write $((60 + walked))"
if [ $ept ]; then
	assert_eq store "$(hot_of store 40)" "page 0xa000000 vmm-access 39,page 0xa000000 vmm-write 1"
	assert_eq load "$(hot_of load 25)" "page 0xa000000 vmm-access 24,page 0xa000000 vmm-read 1"
	assert_eq ioeventfd "$(hot_of ioeventfd 7)" \
		"page 0xb000000 kernel-access 6,page 0xb000000 kernel-write 1"
else
	assert_eq store "$(hot_of store 40)" "page 0xa000000 vmm-write 40"
	assert_eq load "$(hot_of load 25)" "page 0xa000000 vmm-read 25"
	# By this explain tells that KVM shadows page tables.
	assert_eq cr3 "$(hot_of cr3 11 | tr , '\n' | grep CR3)" "reg CR3 write 11"
fi

# The fields of the event. KVM's own event has the PC and the qualification, too.
load_module
echo 1 >$tracing/events/kvm/kvm_exit/enable
echo 1 >$tracing/events/kvmtrap/kvmtrap_exit/enable
echo >$tracing/trace
"$TRAPGEN" cpuid 20 >/dev/null && "$TRAPGEN" in16 20 >/dev/null && "$TRAPGEN" touch 20 >/dev/null || fail "trapgen"
echo 0 >$tracing/events/kvm/enable
echo 0 >$tracing/events/kvmtrap/enable
traced() { grep -c "$1" $tracing/trace; }
assert_eq "CPUID" "$(traced 'code=0xa .*reason=CPUID nested=0')" 20
# from EVENT REASON FIELD: that field of these events, without zeros before it, and how often.
from() { grep "$1: .*reason[ =]$2 " $tracing/trace | sed -E "s/.* $3[ =]0x0*([0-9a-f]+) .*/\\1/" | sort | uniq -c; }
for reason in CPUID IO_INSTRUCTION $PAGE; do
	ours=$reason kvms=$reason
	[ $reason != IO_INSTRUCTION ] || ours=PIO_USER
	[ $reason != PF_EXCP ] || kvms=EXCEPTION_NMI
	assert_eq "PC of $reason" "$(from kvmtrap_exit $ours pc)" "$(from kvm_exit $kvms rip)"
	assert_eq "qualification of $reason" "$(from kvmtrap_exit $ours info1)" "$(from kvm_exit $kvms info1)"
done
# Two bytes, in, port 0x610.
assert_eq "ports" "$(traced 'code=0x1e .*reason=PIO_USER nested=0 info1=0x6100009 ')" 20
if [ $ept ]; then
	grep 'code=0x30 .*reason=EPT_VIOLATION .* info1=0x[0-9a-f]*2 ' $tracing/trace >"$WORK/stores"
	# Each of the three guests has one such entry, which is not where a page begins.
	assert_eq "stores" "$(wc -l <"$WORK/stores")" $((20 + 3 * walked))
	assert_eq "each to a page of its own" "$(grep -o 'info2=0x[0-9a-f]*000' "$WORK/stores" | sort -u | wc -l)" 20
else
	# A page fault's qualification is the address, and its error code says that it was a store.
	grep 'code=0x0 .*reason=PF_EXCP .* info2=0x2 ' $tracing/trace >"$WORK/stores"
	assert_eq "stores" "$(wc -l <"$WORK/stores")" 20
	assert_eq "each to a page of its own" "$(grep -o 'info1=0x[0-9a-f]*000' "$WORK/stores" | sort -u | wc -l)" 20
fi
assert_eq "unreadable" "$(health exits.unreadable)" 0

# The page of the virtual LAPIC. 5.10 maps it at the first access, as it maps memory, and then has the
# CPU look out for accesses. 6.1 faults twice for each, once to find that a page of its own is behind it.
load_module
"$TRAPGEN" lapic 100 --then "cat $K/reasons >$WORK/snap" >/dev/null || fail "trapgen lapic"
lapic_of() { column_sum "$WORK/snap" exits reason="$1"; }
case $(uname -r)-$ept in
5.10.*)
	assert_eq "APIC_ACCESS" "$(lapic_of APIC_ACCESS)" 100
	assert_eq "the LAPIC's page is mapped: io" "$(lapic_of MMIO_KERNEL)" 0
	# The other page has the code.
	assert_eq "the LAPIC's page is mapped: memory" "$(lapic_of $PAGE)" $((2 + walked))
	;;
6.1.*-1) assert_eq "MMIO_KERNEL" "$(lapic_of MMIO_KERNEL)" 200 ;;
esac
[ "$(column_sum "$WORK/snap" exits class=io)" -ge 101 ] || fail "of class io: $(cat "$WORK/snap")"

# Real mode with segments of 4 GiB. Without unrestricted guest the CPU enters none such: KVM counts
# an exit, and emulates until the OUT, which returns to the VMM.
load_module
exact big-real 200
kvm=$(kvm_exits_in "$WORK/out-big-real") before=$(column_sum reasons exits reason=CR_ACCESS)
before=$((before + $(column_sum reasons exits reason=$PAGE) + $(summary irq)))
if kvm_intel_has unrestricted_guest; then
	assert_eq "not entered" "$(health exits.not_entered)" 0
else
	[ "$kvm" -ge $((201 + before)) ] || fail "KVM's exits: $kvm, not 201 and $before"
	assert_eq "not entered" "$(health exits.not_entered)" $((kvm - before))
	assert_eq "the same, by reason" "$(column_sum reasons exits reason=NOT_ENTERED class=other)" $((kvm - before))
fi
assert_eq "calls of kvm_exit" "$(health hits.kvm_exit)" \
	$(($(summary total) - $(health exits.not_entered)))
assert_eq "returns to the VMM, by an exit" "$(column_sum vcpus to_user)" 201

# The same from the first instruction on. What KVM emulates before the vCPU's first kvm_exit makes
# KVM_RUN return as well.
load_module
exact real-first 200
assert_eq "returns to the VMM, before the first kvm_exit as well" "$(column_sum vcpus to_user)" 201
assert_eq "lost" "$(summary lost)" 0
