# SPDX-License-Identifier: GPL-2.0-only
# Filters by VM and by VMM, and of the tracepoint by time: what they let through
# is exact, of all else nothing is counted, and nothing is called lost.
. "$(dirname "$0")/lib.sh"
T=/sys/kernel/tracing
load times=1
"$TRAPGEN" spin 1000000000 >/dev/null & other=$!
wait_for eval "[ \$(cell vcpus exits pid=$other) -gt 20 ]"
row() { cat $K/reasons $K/userspace $K/handling | awk '$1 == 1 { $NF = ""; print }'; }

now() { awk '{ printf "%d\n", $1 * 1e9 }' /proc/uptime; }

begun=$(now)
time=$(cell times total_ns vm=1)
echo 2 >$P/only_vm
seen=$(($(now) - begun))
before=$(row)
exact mixed 50 --vcpus=2
same "of the other VM" "$(row)" "$before"
same "rows of the other VM" "$(cell vms vcpus pid=$other)" 1
sleep 2
begun=$(now)
echo 0 >$P/only_vm
exits=$(cell vcpus exits pid=$other)
wait_for eval "[ \$(cell vcpus exits pid=$other) -gt $((exits + 20)) ]"
time=$(($(cell times total_ns vm=1) - time))
seen=$((seen + $(now) - begun))
# The clock of /proc has hundredths only.
[ $time -gt 0 ] && [ $time -le $((seen + 40000000)) ] || fail "time while it was kept out: $time ns"
same "lost" "$(summary lost)" 0

echo $other >$P/only_pid
same "only_pid" "$(cat $P/only_pid)" $other
"$TRAPGEN" hvc 100 --then "cat $K/vcpus $K/times >$WORK/snap" >"$WORK/out" || fail "trapgen"
awk '/^kvmtrap/ { file = $2; getline; for (i = 1; i <= NF; i++) c[$i] = i; next }
	file == "vcpus" && $c["vm"] == 3 { rows++; if ($c["exits"] || $c["left"] || $c["lost"]) { print; bad = 1 } }
	file == "times" && $c["vm"] == 3 && $c["total_ns"] { print; bad = 1 }
	END { exit bad || rows != 1 }' "$WORK/snap" || fail "of a VM that is kept out: $(cat "$WORK/snap")"
exits=$(cell vcpus exits pid=$other)
wait_for eval "[ \$(cell vcpus exits pid=$other) -gt $((exits + 20)) ]"
stop $other

# From the start, and for what no record could be had for.
load only_vm=2
"$TRAPGEN" hvc 50 >/dev/null
"$TRAPGEN" hvc 70 --vcpus=2 >/dev/null
same "HVC of VM 2" "$(cell reasons exits reason=HVC64)" 140
load only_vm=1 max_vcpus=1
"$TRAPGEN" hvc 70 --vcpus=2 >/dev/null
same "HVC of one vCPU" "$(summary cpu)" 70
same "unattributed" "$(health exits.unattributed)" 0

dmesg -C
for bad in "only_vm -1" "only_vm x" "only_pid 4294967295"; do
	# shellcheck disable=SC2086
	set -- $bad
	echo "$2" >"$P/$1" 2>/dev/null && fail "$1 took $2"
done
same "lines" "$(dmesg | grep -c 'is no number from 0')" 3

load
events() {
	echo "$1" >$P/slower_ns
	: >$T/trace
	echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
	sleep 0.1
	"$TRAPGEN" touch 300 >/dev/null
	echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
	grep -o 'kvmtrap_exit:.* ns=[0-9]*' $T/trace | sed 's/.*ns=//' >"$WORK/ns"
}
# A machine that is shared may get faster in between.
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
same "events" "$(wc -l <"$WORK/ns")" 0
