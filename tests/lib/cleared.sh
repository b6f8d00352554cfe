# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For cases in which somebody clears KVM's counts of accesses. Behind host.sh.

# since_cleared PROGRAM REASON COUNT HOLD RELEASE: while PROGRAM makes accesses, hold its process, clear KVM's
# COUNT, and release it. From then on, as many of its exits must have REASON as KVM counts. HOLD and RELEASE
# are commands that get the process.
since_cleared() {
	local count=/sys/kernel/debug/kvm/$3 pid vm before
	"$TRAPGEN" "$1" 1000000000 >/dev/null & pid=$!
	wait_until column_sum vcpus io pid=$pid -gt 50
	$4 $pid
	vm=$(column vms vm pid=$pid)
	before=$(column_sum reasons exits vm="$vm" reason="$2")
	echo 0 >"$count" || fail "cannot clear $count"
	$5 $pid
	wait_until cat "$count" -gt 20
	freeze $pid
	assert_eq "accesses of $1 since KVM's count was cleared" \
		$(($(column_sum reasons exits vm="$vm" reason="$2") - before)) "$(cat "$count")"
	kill -KILL $pid
	wait $pid 2>/dev/null
}

# accesses_since_cleared HOLD RELEASE: the same with each of KVM's counts of accesses.
accesses_since_cleared() {
	if on_x86; then
		since_cleared store MMIO_USER mmio_exits "$@"
	else
		since_cleared store MMIO_USER mmio_exit_user "$@"
		since_cleared ioeventfd MMIO_KERNEL mmio_exit_kernel "$@"
	fi
}
