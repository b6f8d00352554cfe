# SPDX-License-Identifier: GPL-2.0-only
# A guest only spins. Each signal to its VMM is counted as a return because of a signal, and none
# as an exit to the VMM.
# groups: corner matrix
. "$(dirname "$0")/../lib/host.sh"
load_module
exact spin 30
pid=$(vmm_pid "$WORK/out-spin")
assert_eq "signal_exits" "$(column_sum vms signal_exits "pid=$pid")" 30
assert_eq "to_user" "$(column_sum vms to_user "pid=$pid")" 0
assert_eq "io" "$(column_sum vms io "pid=$pid")" 0
