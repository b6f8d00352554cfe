# SPDX-License-Identifier: GPL-2.0-only
# The times of a vCPU add up to the time that has passed. Each state grows when it should, and none
# grows while times are off.
# groups: attach preempt
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
defer 'echo 0 >$T/events/kvm/enable; echo local >$T/trace_clock'
now() { awk '{ printf "%d\n", $1 * 1e9 }' /proc/uptime; }
# of VM COLUMN: print the sum over the vCPUs of a VM.
of() { column_sum times "$2" vm="$1"; }
vm_of() { column vms vm pid="$1" | head -n 1; }
within() { # WHAT OURS THEIRS PERCENT
	awk -v a="$2" -v b="$3" -v p="$4" 'BEGIN { d = a > b ? a - b : b - a; exit !(d * 100 <= b * p) }' ||
		fail "$1: kvmtrap $2, expected $3 within $4 %"
}

load_module times=1
assert_eq "times" "$(cat $P/times)" Y
assert_eq "state of the wakeup" "$(health state.kvm_vcpu_wakeup)" armed
"$TRAPGEN" mixed 300 --vcpus=2 --then "cat $K/reasons $K/handling $K/latency $K/times >$WORK/snap" >/dev/null ||
	fail "trapgen"
table_awk 'table == "reasons" { reason[col("reason"), col("vcpu")] = col("exits"); class[col("class")] += col("exits") }
	table == "handling" {
		rows++
		if (reason[col("reason"), col("vcpu")] != col("exits")) { print "handling:", $0; bad = 1 }
		if (col("kernel_ns") == 0) { print "no time:", $0; bad = 1 }
	}
	table == "latency" { latency[col("class")] += col("exits") }
	table == "times" {
		vcpus++
		if (col("guest_ns") + col("kernel_ns") + col("halted_ns") + col("vmm_ns") - col("total_ns") > 4) { print; bad = 1 }
	}
	END {
		for (i in class)
			if (latency[i] != class[i]) { print "latency of " i ": " latency[i] " of " class[i]; bad = 1 }
		exit bad || rows < 6 || vcpus != 2
	}' "$WORK/snap" || { cat "$WORK/snap"; fail "times do not add up"; }

# In one reading the times of returns, by their reason, are all of the VMM's.
"$TRAPGEN" mixed 300 --vcpus=2 --then "cat $K/.snapshot >$WORK/snap" >/dev/null || fail "trapgen"
for vcpu in 0 1; do
	of_vcpu() { column_sum "$WORK/snap:$1" "$2" vm=2 vcpu=$vcpu "${@:3}"; }
	all=$(of_vcpu times vmm_ns)
	sum=$(of_vcpu userspace vmm_ns)
	n=$(row_count "$WORK/snap:userspace" vm=2 vcpu=$vcpu)
	[ "$sum" -gt 0 ] && [ $((all - sum)) -le $((n + 2)) ] && [ $((sum - all)) -le $((n + 2)) ] ||
		fail "vCPU $vcpu: the times of $n reasons to return are $sum ns, all in the VMM $all"
done

# Asleep by PSCI's CPU_SUSPEND it is halted, as by WFI. x86 has nothing of the kind.
if ! on_x86; then
	suspends() { # VM REASON PROGRAM
		# shellcheck disable=SC2059 # the program is a format
		printf "$3" >"$WORK/image"
		"$TRAPGEN" --image="$WORK/image" >/dev/null & suspended=$!
		wait_until column_sum reasons exits reason=$2 vm=$1 -eq 1
		assert_eq "state of VM $1, which has suspended itself by $2" "$(column times now vm=$1)" halted
		kill -KILL $suspended
		wait $suspended 2>/dev/null
	}
	# movz x0, #0x8400, lsl #16; movk x0, #1; hvc #0; b .
	suspends 3 HVC64 '\x00\x80\xb0\xd2\x20\x00\x80\xf2\x02\x00\x00\xd4\x00\x00\x00\x14'
	# The function of 64-bit guests is 0xc4000001.
	suspends 4 HVC64 '\x00\x80\xb8\xd2\x20\x00\x80\xf2\x02\x00\x00\xd4\x00\x00\x00\x14'
	# From 6.4 on also by smc #0.
	! grep -qw kvm_smccc_call_handler /proc/kallsyms ||
		suspends 5 SMC64 '\x00\x80\xb8\xd2\x20\x00\x80\xf2\x03\x00\x00\xd4\x00\x00\x00\x14'
else
	# HLT without an APIC of KVM's is the VMM's: KVM does not put the vCPU to sleep.
	"$TRAPGEN" hlt 100 --then "cat $K/times >$WORK/snap" >/dev/null || fail "trapgen hlt"
	assert_eq "halted, without an APIC" "$(column "$WORK/snap" halted_ns vm=3)" 0
fi

# Each state, and all states together, grow by the time between two copies.
"$TRAPGEN" spin 1000000000 >/dev/null & spin=$!
"$TRAPGEN" sleep --vcpus=2 >/dev/null & asleep=$!
"$TRAPGEN" switched-off >/dev/null & off=$!
"$TRAPGEN" store 1000000000 >/dev/null & vmm=$!
wait_until column_sum vcpus exits pid=$spin -gt 20
wait_until column_sum vcpus exits pid=$vmm -gt 20
wait_until column_sum vms vcpus pid=$asleep -eq 2
wait_until column_sum vcpus to_user pid=$off -eq 1
freeze $vmm
assert_eq "state of who sleeps" "$(column times now vm="$(vm_of $asleep)" | sort -u)" halted
assert_eq "state of who was switched off" "$(column times now vm="$(vm_of $off)")" halted
assert_eq "state of who is in its VMM" "$(column times now vm="$(vm_of $vmm)")" vmm
a=$(now)
cp $K/times "$WORK/before"
b=$(now)
sleep 4
c=$(now)
cp $K/times "$WORK/after"
d=$(now)
# At least c - b and at most d - a has passed between the two copies.
passed=$((c - b))
during() { # WHAT OURS VCPUS
	awk -v n="$2" -v least=$((($3) * (c - b))) -v most=$((($3) * (d - a))) \
		'BEGIN { exit !(n >= least * 0.99 && n <= most * 1.01) }' ||
		fail "$1: kvmtrap $2, expected $(($3 * (c - b))) to $(($3 * (d - a))) within 1 %"
}
grew() { echo $(($(column_sum "$WORK/after" "$2" vm="$1") - $(column_sum "$WORK/before" "$2" vm="$1"))); }
during "spin: all" "$(grew "$(vm_of $spin)" total_ns)" 1
during "sleep: all, of two" "$(grew "$(vm_of $asleep)" total_ns)" 2
during "sleep: asleep" "$(grew "$(vm_of $asleep)" halted_ns)" 2
during "switched off: all" "$(grew "$(vm_of $off)" total_ns)" 1
during "switched off: asleep" "$(grew "$(vm_of $off)" halted_ns)" 1
during "stopped: all" "$(grew "$(vm_of $vmm)" total_ns)" 1
during "stopped: in the VMM" "$(grew "$(vm_of $vmm)" vmm_ns)" 1
[ "$(grew "$(vm_of $spin)" guest_ns)" -gt $((passed / 4)) ] || fail "spin: little in the guest"
assert_eq "stopped: in the guest" "$(grew "$(vm_of $vmm)" guest_ns)" 0
# The time in the VMM since a reset is in the row of the return before it, which counts as none.
echo 1 >$P/reset
b=$(now)
sleep 1
passed=$(($(now) - b))
cp $K/.snapshot "$WORK/snap"
in_vmm=$(column_sum "$WORK/snap:times" vmm_ns vm="$(vm_of $vmm)")
# The clock of /proc has only hundredths of a second.
[ "$in_vmm" -ge $((passed - 20000000)) ] || fail "in the VMM after a reset: $in_vmm ns of $passed"
assert_eq "in the VMM after a reset, by reason" \
	"$(rows "$WORK/snap:userspace" '{ print col("returns"), col("vmm_ns") }' vm="$(vm_of $vmm)")" "0 $in_vmm"

# After a pause, times do not grow. After a reset they begin at zero, in the state they were in.
echo 0 >$P/enabled
before=$(of "$(vm_of $asleep)" total_ns)
sleep 1
assert_eq "paused" "$(of "$(vm_of $asleep)" total_ns)" "$before"
echo 1 >$P/reset
assert_eq "paused and reset" "$(of "$(vm_of $asleep)" total_ns)" 0
echo 1 >$P/enabled
# Reset, and read a time two seconds later: $total, which is of $least to $most ns.
since_reset() { # PID COLUMN
	local a b c
	a=$(now)
	echo 1 >$P/reset
	b=$(now)
	sleep 2
	c=$(now)
	total=$(of "$(vm_of $1)" $2)
	# The clock of /proc has only hundredths of a second.
	most=$(($(now) - a + 20000000)) least=$((c - b))
	[ "$total" -le $most ] || fail "$2 since a reset: $total ns of $most"
}
since_reset $spin total_ns
[ "$total" -ge $((least / 2)) ] || fail "after a reset: $total ns of $least"
kill -CONT $vmm

# A vCPU sleeps all the time, so that it never changes its state.
"$TRAPGEN" sleep >/dev/null & all=$!
wait_until column_sum vms vcpus pid=$all -eq 1
sleep 1
since_reset $all halted_ns
[ "$total" -ge $((least - 20000000)) ] || fail "asleep since a reset: $total ns, not $least to $most"
kill -KILL $all
wait $all 2>/dev/null
stop $vmm
stop $spin
kill -KILL $asleep $off
wait $asleep $off 2>/dev/null

# Compare with KVM's own events in the same run. A machine that is shared may stop between ours and
# theirs, but not in every run.
by_ftrace() {
	local guest kernel
	echo 1 >$P/reset
	echo mono >$T/trace_clock
	echo 16384 >$T/buffer_size_kb
	: >$T/trace
	echo 1 >$T/events/kvm/kvm_entry/enable
	echo 1 >$T/events/kvm/kvm_exit/enable
	"$TRAPGEN" touch 2000 --then "cat $K/times >$WORK/snap" >/dev/null || fail "trapgen"
	echo 0 >$T/events/kvm/enable
	awk '{ for (i = 1; i <= NF; i++) if ($i ~ /^[0-9]+\.[0-9]+:$/) at = $i + 0 }
		/kvm_entry:/ { if (left) kernel += at - left; entered = at; left = 0 }
		/kvm_exit:/ { if (entered) guest += at - entered; left = at; entered = 0 }
		END { printf "%d %d\n", guest * 1e9, kernel * 1e9 }' $T/trace >"$WORK/ftrace"
	echo local >$T/trace_clock	# which empties the buffer
	read -r guest kernel <"$WORK/ftrace"
	[ "$kernel" -gt 10000000 ] || fail "ftrace saw too little: $(cat "$WORK/ftrace")"
	read -r our_guest our_kernel < <(rows "$WORK/snap" '{ print col("guest_ns"), col("kernel_ns") }')
	if by_kretprobe; then
		within "guest and handling, by ftrace" $((our_guest + our_kernel)) $((guest + kernel)) 10
	else
		within "guest, by ftrace" "$our_guest" "$guest" 15
		within "handling, by ftrace" "$our_kernel" "$kernel" 15
	fi
}
load_module times=1
for n in 1 2 3 4 5; do
	(by_ftrace) >"$WORK/differs" && break
	[ $n -lt 5 ] || fail "$(cat "$WORK/differs")"
done

echo 0 >$P/times
assert_eq "rows while off" "$(($(wc -l <$K/times) + $(wc -l <$K/handling) + $(wc -l <$K/latency)))" 6
exact mixed 100
echo 1 >$P/times
assert_eq "state of the wakeup, when on again" "$(health state.kvm_vcpu_wakeup)" armed
exact mixed 100
[ "$(wc -l <$K/times)" -gt 2 ] || fail "no rows when on again"
dmesg -C
echo maybe >$P/times 2>/dev/null && fail "times took 'maybe'"
assert_eq "lines" "$(dmesg | grep -c kvmtrapcount:)" 1
