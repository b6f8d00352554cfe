# SPDX-License-Identifier: GPL-2.0-only
# A filter that keeps a VM leaves its exits on the fast path: they take as many instructions after it
# was written as before.
# needs: icount
. "$(dirname "$0")/../lib/host.sh"
grep -q kvmtrap.icount /proc/cmdline || skip "costs are only steady where instructions are counted"
load_module attach=tracepoint
"$TRAPGEN" hvc 1000000000 >/dev/null & vm=$!
wait_until column_sum vcpus exits pid=$vm -gt 1000

# now: set exits to those of the VM, and cpu to the CPU time of its busiest thread. One process reads both, as
# the VM goes on meanwhile.
now() {
	read -r exits cpu < <(awk 'FILENAME ~ /vcpus$/ { if ($1 == "vm") { for (i = 1; i <= NF; i++) c[$i] = i }
			else if ($c["pid"] == pid) exits += $c["exits"]; next }
		$1 > cpu { cpu = $1 } END { print exits, cpu }' pid=$vm $K/vcpus /proc/$vm/task/*/schedstat)
}
# exit_ns: set ns to what an exit of the VM takes.
exit_ns() {
	local before_exits before_cpu
	now
	before_exits=$exits before_cpu=$cpu
	wait_until column_sum vcpus exits pid=$vm -gt $((exits + 100000))
	now
	ns=$(((cpu - before_cpu) / (exits - before_exits)))
}
for n in 1 2 3; do
	exit_ns
	echo $ns
done >"$WORK/ns"
before=$(sort -n "$WORK/ns" | sed -n 2p)
for write in "filter_pid $vm" "filter_vm 1" "filter_pid 0"; do
	echo "${write#* }" >"$P/${write% *}"
	# The slow path takes a tenth more. A reading that the VM interrupts may be wrong by some, but not each time.
	for _ in 1 2 3; do
		exit_ns
		[ "$ns" -ge $((before * 103 / 100)) ] || break
	done
	[ "$ns" -lt $((before * 103 / 100)) ] || fail "after $write an exit takes $ns instructions; before, $before"
done
stop $vm
