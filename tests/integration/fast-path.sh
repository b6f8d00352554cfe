# SPDX-License-Identifier: GPL-2.0-only
# Where the CPU saves the next RIP, KVM answers some exits before its exit handler, and enters the
# guest again. A kprobe on the handler does not see them. The module counts each.
# needs: nrips
. "$(dirname "$0")/../lib/host.sh"
tracing=/sys/kernel/tracing
handler=svm_handle_exit
grep -q " $handler	" /proc/kallsyms || handler=handle_exit	# 5.10
newer() { printf '%s\n' "$1" "$(uname -r)" | sort -CV; }
defer "echo 0 >$tracing/events/kprobes/handled/enable; echo >$tracing/kprobe_events"
echo "p:handled kvm_amd:$handler" >$tracing/kprobe_events && echo 1 >$tracing/events/kprobes/handled/enable ||
	fail "no kprobe on $handler"
handled() { awk '$1 == "handled" { print $2 }' $tracing/kprobe_profile; }

# fast PROGRAM PASSES FAST: of the exits of the program, so many do not get to the handler.
fast() {
	local before
	before=$(handled)
	exact "$1" "$2"
	assert_eq "$1: exits that $handler does not see" \
		$(($(kvm_exits_in "$WORK/out-$1") - $(handled) + before)) "$3"
}
load_module
fast cpuid 100 0
# A write of the x2APIC's ICR: on 5.10 and 6.1 the handler is called all the same.
icr=0 halts=0 invds=0 deadlines=0
! newer 6.12 || icr=300 halts=100
! newer 7.2 || invds=100 deadlines=200
fast sgi 300 $icr
fast deadline 200 $deadlines
fast self-ipi 100 0
# HLT with an interrupt pending. When the guest takes it depends on the emulator.
before=$(handled)
"$TRAPGEN" pending 100 --then "cat $K/reasons >$WORK/reasons" >"$WORK/out" || fail "trapgen pending"
assert_eq "HLT" "$(column_sum "$WORK/reasons" exits reason=HLT)" 100
assert_eq "pending: exits that $handler does not see" \
	$(($(kvm_exits_in "$WORK/out") - $(handled) + before)) $halts
fast invd 100 $invds

# On 5.10 and 6.1 KVM has answered it when kvm_exit fires, and the guest's RIP is behind the
# instruction. What lies behind the vCPU is known all the same, by an exit such as this.
unload_module
"$TRAPGEN" sgi 1000000000 >/dev/null & pid=$!
wait_until kvm_exits -gt 100
load_module
wait_until column_sum vcpus exits -gt 50
assert_eq "loaded while the guest writes its ICR: unreadable" "$(health exits.unreadable)" 0
stop $pid
