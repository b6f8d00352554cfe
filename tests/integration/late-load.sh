# SPDX-License-Identifier: GPL-2.0-only
# A guest that runs already when the module is loaded is counted exactly from then on. The module
# can be unloaded while it runs.
# groups: matrix patching preempt
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until kvm_exits -gt 100
freeze $pid
before=$(kvm_exits)
load_module
kill -CONT $pid
wait_until column_sum vcpus exits pid=$pid -gt 50
freeze $pid
assert_eq "exits since" "$(column_sum vcpus exits pid=$pid)" $(($(kvm_exits) - before))
assert_eq "lost" "$(column_sum vcpus lost pid=$pid)" 0
kill -CONT $pid
for _ in $(seq 10); do
	unload_module
	insert_module || fail "cannot load again"
done
wait_until column_sum vcpus exits pid=$pid -gt 50
freeze $pid
before=$(($(kvm_exits) - $(column_sum vcpus exits pid=$pid)))
kill -CONT $pid
wait_until column_sum vcpus exits pid=$pid -gt 100
freeze $pid
assert_eq "exits since, when loaded in full run" "$(column_sum vcpus exits pid=$pid)" $(($(kvm_exits) - before))
assert_eq "lost" "$(column_sum vcpus lost pid=$pid)" 0
kill -CONT $pid
stop $pid
