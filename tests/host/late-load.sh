# SPDX-License-Identifier: GPL-2.0-only
# A guest that ran before the module came is counted from then on, and the
# module goes while it runs.
. "$(dirname "$0")/lib.sh"
code_changes_show
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_for eval '[ $(cat /sys/kernel/debug/kvm/exits) -gt 100 ]'
load
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 50 ]"
same "lost" "$(cell vcpus lost pid=$pid)" 0
for _ in $(seq 10); do
	unload
	insert || fail "cannot load again"
done
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 50 ]"
same "lost" "$(cell vcpus lost pid=$pid)" 0
stop $pid
