# SPDX-License-Identifier: GPL-2.0-only
# The filters by VM and by VMM, and the tracepoint's filter by time, let through exactly what they
# should. Nothing of other VMs is counted, and nothing is called lost.
# groups: matrix preempt
. "$(dirname "$0")/../lib/host.sh"
. "$LIB/locks.sh"
T=/sys/kernel/tracing
load_module times=1
"$TRAPGEN" spin 1000000000 >/dev/null & other=$!
wait_until column_sum vcpus exits pid=$other -gt 20
row() {
	table_awk 'col("vm") == 1 { print table, col("vcpu"), col("reason"), table == "handling" ? col("exits") : "" }' \
		$K/reasons $K/userspace $K/handling
}

now() { awk '{ printf "%d\n", $1 * 1e9 }' /proc/uptime; }

begun=$(now)
time=$(column_sum times total_ns vm=1)
echo 2 >$P/filter_vm
seen=$(($(now) - begun))
before=$(row)
exact mixed 50 --vcpus=2
assert_eq "of the other VM" "$(row)" "$before"
assert_eq "rows of the other VM" "$(column_sum vms vcpus pid=$other)" 1
sleep 2
begun=$(now)
echo 0 >$P/filter_vm
exits=$(column_sum vcpus exits pid=$other)
wait_until column_sum vcpus exits pid=$other -gt $((exits + 20))
time=$(($(column_sum times total_ns vm=1) - time))
seen=$((seen + $(now) - begun))
# The clock of /proc has only hundredths of a second.
[ $time -gt 0 ] && [ $time -le $((seen + 40000000)) ] || fail "time while it was kept out: $time ns"
assert_eq "lost" "$(summary lost)" 0

echo $other >$P/filter_pid
assert_eq "filter_pid" "$(cat $P/filter_pid)" $other
echo 1 >$T/events/kvmtrap/enable
"$TRAPGEN" hvc 100 --then "cat $K/vcpus $K/times >$WORK/snap" >"$WORK/out" || fail "trapgen"
echo 0 >$T/events/kvmtrap/enable
assert_eq "events of a VM that is kept out" "$(grep -c 'kvmtrap_.*: vm=3 ' $T/trace)" 0
table_awk 'col("vm") != 3 { next }
	table == "vcpus" { rows++; if (col("exits") + col("to_user") + col("lost")) { print; bad = 1 } }
	table == "times" && col("total_ns") + 0 { print; bad = 1 }
	END { exit bad || rows != 1 }' "$WORK/snap" || fail "of a VM that is kept out: $(cat "$WORK/snap")"
exits=$(column_sum vcpus exits pid=$other)
wait_until column_sum vcpus exits pid=$other -gt $((exits + 20))
stop $other

# A vCPU that is filtered out takes the lock of the whole host at its first event, and not again,
# neither at exits nor when KVM_RUN returns.
load_module attach=tracepoint filter_pid=1
if watch_lock; then
	for program in hvc store; do
		: >$T/trace
		"$TRAPGEN" $program 500 >"$WORK/out" || fail "trapgen"
		taken=$(times_locked)
		assert_eq "of a VM that is kept out" "$(summary total)" 0
		# The locks that are seen make the record, and update it.
		[ "$taken" -ge 1 ] && [ "$taken" -le 4 ] || fail "$taken times the lock: $program"
	done
	unwatch_lock
fi
echo 0 >$P/filter_pid
exact hvc 100
assert_eq "lost" "$(summary lost)" 0

# A filter may be set at load. It also holds for vCPUs without a record.
load_module filter_vm=2
"$TRAPGEN" hvc 50 >/dev/null
"$TRAPGEN" hvc 70 --vcpus=2 >/dev/null
assert_eq "HVC of VM 2" "$(column_sum reasons exits reason=$HVC)" 140
load_module filter_vm=1 max_vcpus=1
"$TRAPGEN" hvc 70 --vcpus=2 >/dev/null
assert_eq "HVC of one vCPU" "$(summary cpu)" 70
assert_eq "unattributed" "$(health exits.unattributed)" 0

dmesg -C
for bad in "filter_vm -1" "filter_vm x" "filter_pid 4294967295"; do
	# shellcheck disable=SC2086
	set -- $bad
	echo "$2" >"$P/$1" 2>/dev/null && fail "$1 took $2"
done
assert_eq "lines" "$(dmesg | grep -c 'is no number from 0')" 3

load_module
events() {
	echo "$1" >$P/trace_min_ns
	: >$T/trace
	trace_exits
	"$TRAPGEN" touch 300 >/dev/null
	echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
	grep -o 'kvmtrap_exit:.* ns=[0-9]*' $T/trace | sed 's/.*ns=//' >"$WORK/ns"
}
# Try several times: a machine that is shared may become faster in between.
for _ in 1 2 3 4 5; do
	events 0
	all=$(wc -l <"$WORK/ns")
	[ "$all" -ge 302 ] || fail "$all events"
	[ "$(sort -n "$WORK/ns" | head -n 1)" -gt 0 ] || fail "an exit that took no time"
	half=$(sort -n "$WORK/ns" | sed -n "$((all / 2))p")
	events "$half"
	slow=$(wc -l <"$WORK/ns")
	awk -v least="$half" '$1 < least { exit 1 }' "$WORK/ns" || fail "quicker than $half ns: $(sort -n "$WORK/ns" | head -n 1)"
	[ "$slow" -le 20 ] || break
done
[ "$slow" -gt 20 ] || fail "$slow of $all took $half ns"
events 1000000000000
assert_eq "events" "$(wc -l <"$WORK/ns")" 0

# A vCPU that is in one KVM_RUN all the time is left out from the moment at which the write returns.
load_module
"$TRAPGEN" hvc 1000000000 >/dev/null & endless=$!
wait_until column_sum vcpus exits pid=$endless -gt 1000
echo 1 >$P/filter_pid
exits=$(column_sum vcpus exits pid=$endless)
now=$(kvm_exits)
wait_until kvm_exits -gt $((now + 1000))
assert_eq "exits while it is left out" "$(column_sum vcpus exits pid=$endless)" "$exits"
kill -KILL $endless
