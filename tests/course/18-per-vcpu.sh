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
sleep 0.3
unload_module
kill -0 $pid || fail "the guest did not outlive the module"
stop $pid
