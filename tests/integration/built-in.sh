# SPDX-License-Identifier: GPL-2.0-only
# KVM may be built into an x86 kernel, even for both vendors. Nothing has to be loaded first, and the
# module may come and go while a guest runs. Each exit is counted.
# needs: builtin
. "$(dirname "$0")/../lib/host.sh"
! grep '^kvm' /proc/modules || fail "KVM is in modules"
for vendor in kvm_amd kvm_intel; do [ -d /sys/module/$vendor ] || fail "KVM is without $vendor"; done
load_module times=1 hot=1
exact mixed 50 --vcpus=2
exact hvc 200
exact wfi 3
exact late 5
exact load 30
"$TRAPGEN" never 3 >/dev/null || fail "trapgen never"
assert_eq "lost, unattributed" "$(health exits.lost) $(health exits.unattributed)" "0 0"
assert_eq "unreadable, not entered" "$(health exits.unreadable) $(health exits.not_entered)" "0 0"
assert_eq "live VMs" "$(health vms.live)" 0

"$TRAPGEN" hvc 1000000000 >/dev/null & endless=$!
for _ in 1 2 3; do
	load_module
	wait_until column_sum vcpus exits pid=$endless -gt 1000
	exact hvc 100
	assert_eq "lost" "$(health exits.lost)" 0
done
freeze $endless
counted=$(column_sum vcpus exits pid=$endless) kvm=$(kvm_exits)
kill -CONT $endless
wait_until column_sum vcpus exits pid=$endless -gt $((counted + 1000))
freeze $endless
assert_eq "exits of a guest that went on" $(($(column_sum vcpus exits pid=$endless) - counted)) $(($(kvm_exits) - kvm))
kill -KILL $endless
unload_module
no_probes
# The command, too, knows of which vendor the host is.
assert_eq "hypercall of bench" "$("$KVMTRAP" complete -- bench --reason VM)" $HVC
"$KVMTRAP" doctor >"$WORK/doctor"
grep -q 'KVM is running' "$WORK/doctor" || fail "$(cat "$WORK/doctor")"
