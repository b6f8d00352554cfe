# SPDX-License-Identifier: GPL-2.0-only
# Row 18: counters belong to a vCPU. It has a row while it lives. The module can be unloaded while
# guests run.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" spin 1000000 --vcpus=3 >/dev/null & pid=$!
wait_until row_count vcpus pid=$pid -eq 3
stop $pid
wait_until row_count vcpus state=live -eq 0
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid state=live -gt 20
unload_module
wait_until kvm_exits -gt $(($(kvm_exits) + 20))
stop $pid
