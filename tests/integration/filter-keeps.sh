# SPDX-License-Identifier: GPL-2.0-only
# A filter that keeps a VM leaves its exits on the fast path: they take as many instructions after it
# was written as before.
# needs: icount
. "$(dirname "$0")/../lib/host.sh"
grep -q kvmtrap.icount /proc/cmdline || skip "costs are only steady where instructions are counted"
load_module attach=tracepoint
"$TRAPGEN" hvc 1000000000 >/dev/null & vm=$!
wait_until column_sum vcpus exits pid=$vm -gt 1000

# exit_ns: set ns to what an exit of the VM takes, by the CPU time of its process.
exit_ns() {
	local exits cpu
	exits=$(column_sum vcpus exits pid=$vm) cpu=$(awk '{ print $1 }' /proc/$vm/task/*/schedstat | sort -n | tail -n 1)
	wait_until column_sum vcpus exits pid=$vm -gt $((exits + 100000))
	exits=$(($(column_sum vcpus exits pid=$vm) - exits))
	cpu=$(($(awk '{ print $1 }' /proc/$vm/task/*/schedstat | sort -n | tail -n 1) - cpu))
	ns=$((cpu / exits))
}
exit_ns
before=$ns
for write in "filter_pid $vm" "filter_vm 1" "filter_pid 0"; do
	echo "${write#* }" >"$P/${write% *}"
	exit_ns
	# The slow path takes a tenth more.
	[ "$ns" -lt $((before * 103 / 100)) ] || fail "after $write an exit takes $ns instructions; before, $before"
done
stop $vm
