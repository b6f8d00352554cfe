# SPDX-License-Identifier: GPL-2.0-only
# A guest runs a guest of its own, by VMRUN. What that one exits for is counted in nested, too, and
# marked in the event, whether KVM answers it (CPUID) or leaves it to its guest (the hypercall).
# Three exits of KVM's make one of the inner guest's that reaches its own host.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
T=${TRACE:-/sys/kernel/tracing}
load_module
echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
exact nested 200
echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
skip_if_none_ran
# marked REASON NESTED: events of the reason that say so.
marked() { grep -c "kvmtrap_exit:.* reason=$1 nested=$2 " $T/trace; }
assert_eq "VMRUN" "$(marked VMRUN 0)" 200
assert_eq "CPUID of the inner guest" "$(marked CPUID 1)" 200
assert_eq "its hypercalls" "$(marked VMMCALL 1)" 200
assert_eq "others" "$(grep -cE ' reason=(VMRUN nested=1|CPUID nested=0|VMMCALL nested=0) ' $T/trace)" 0
assert_eq "the column nested" "$(column_sum vms nested)" "$(grep -c 'kvmtrap_exit:.* nested=1 ' $T/trace)"
# KVM's own number, from 6.1 on.
ran=$(awk '$4 == "nested_run" { n += $5 } END { print n }' "$WORK/out-nested")
[ -z "$ran" ] || assert_eq "KVM's nested_run" "$ran" 200
exits=$(column_sum vms exits) others=$(grep -cE " reason=($IRQ|$PAGE|$DOORBELL) " $T/trace)
assert_eq "exits for the 200 that reach its host" $((exits - others)) 600
# The command says the same of all exits: one line of the last table.
"$KVMTRAP" stat >"$WORK/stat" || fail "kvmtrap stat"
assert_eq "exits for each, by kvmtrap stat" "$(tail -n 1 "$WORK/stat" | awk '{ print $(NF - 3), $(NF - 2), $(NF - 1), $NF }')" \
	"$exits $(column_sum vms nested) 200 $(awk -v n="$exits" 'BEGIN { printf "%.2f", n / 200 }')"

# The same while nobody traces: CPUID, the hypercall, and the fault for the inner guest's page. If an
# interrupt came, it may have been the inner guest's: once more.
once() {
	load_module
	exact nested 1
	[ "$(column_sum reasons exits reason="$IRQ")" -eq 0 ]
}
wait_for once
[ "$(column_sum vms nested)" -ge 3 ] || fail "nested, untraced: $(column_sum vms nested), not 3 or more"

# A guest that has none of its own has none of it.
exact cpuid 100
assert_eq "nested, of another guest" "$(column_sum vms nested vm=2)" 0
assert_eq "rows of kvmtrap stat, with the first VM's" "$("$KVMTRAP" stat | sed -n '/^# guests of guests/,$p' | wc -l)" 3
