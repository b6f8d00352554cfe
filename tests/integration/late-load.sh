# SPDX-License-Identifier: GPL-2.0-only
# A guest that ran before the module came is counted from then on, exactly, and
# the module goes while it runs.
# groups: matrix patching preempt
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
code_changes_show
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_for eval '[ $(kvm_exits) -gt 100 ]'
still $pid
before=$(kvm_exits)
load
kill -CONT $pid
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 50 ]"
still $pid
same "exits since" "$(cell vcpus exits pid=$pid)" $(($(kvm_exits) - before))
same "lost" "$(cell vcpus lost pid=$pid)" 0
kill -CONT $pid
for _ in $(seq 10); do
	unload
	insert || fail "cannot load again"
done
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 50 ]"
still $pid
before=$(($(kvm_exits) - $(cell vcpus exits pid=$pid)))
kill -CONT $pid
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 100 ]"
still $pid
same "exits since, when loaded in full run" "$(cell vcpus exits pid=$pid)" $(($(kvm_exits) - before))
same "lost" "$(cell vcpus lost pid=$pid)" 0
kill -CONT $pid
stop $pid
