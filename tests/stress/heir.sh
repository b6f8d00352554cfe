# SPDX-License-Identifier: GPL-2.0-only
# A VM whose descriptors outlive the process that ran it: KVM refuses the heir
# KVM_RUN, the counts stay, and the VM ends when the heir lets go.
. "$(dirname "$0")/../lib/host.sh"
load
"$TRAPGEN" hvc 300 --vcpus=2 --heir=600 >"$WORK/out" || fail "trapgen"
wait_for grep -q heir "$WORK/out"
same "the heir's errno (EIO)" "$(awk '$1 == "heir" { print $4 }' "$WORK/out")" 5
heir=$(awk '$1 == "heir" { print $2 }' "$WORK/out")
pid=$(awk '$1 == "pid" { print $2 }' "$WORK/out")
[ ! -d "/proc/$pid" ] || fail "trapgen is still there"
same "live vCPUs" "$(cell vms vcpus pid="$pid")" 2
before=$(cell vms exits pid="$pid")
same "HVC" "$(cell reasons exits reason=HVC64)" 600
exact store 100
same "exits of the VM meanwhile" "$(cell vms exits pid="$pid")" "$before"
kill "$heir"
wait_for eval '[ $(health vms.live) -eq 0 ]'
same "exits of the VM that ended" "$(cell vms exits pid="$pid" state=ended)" "$before"
