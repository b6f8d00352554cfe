# SPDX-License-Identifier: GPL-2.0-only
# If another process keeps the descriptors of a VM after its VMM has ended, KVM refuses KVM_RUN to
# that process. The counts stay, and the VM ends when that process closes the descriptors.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" hvc 300 --vcpus=2 --outlive-owner=600 >"$WORK/out" || fail "trapgen"
wait_for grep -q outlives "$WORK/out"
assert_eq "the heir's errno (EIO)" "$(awk '$1 == "outlives" { print $4 }' "$WORK/out")" 5
heir=$(awk '$1 == "outlives" { print $2 }' "$WORK/out")
pid=$(vmm_pid "$WORK/out")
[ ! -d "/proc/$pid" ] || fail "trapgen is still there"
assert_eq "live vCPUs" "$(column_sum vms vcpus pid="$pid")" 2
before=$(column_sum vms exits pid="$pid")
assert_eq "HVC" "$(column_sum reasons exits reason=$HVC)" 600
exact store 100
assert_eq "exits of the VM meanwhile" "$(column_sum vms exits pid="$pid")" "$before"
kill "$heir"
wait_until health vms.live -eq 0
assert_eq "exits of the VM that ended" "$(column_sum vms exits pid="$pid" state=ended)" "$before"
