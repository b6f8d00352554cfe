# SPDX-License-Identifier: GPL-2.0-only
# When VMMs are killed in the middle of exits, the count of all their exits is that of KVM's own
# tracepoint, and no record stays in use.
. "$(dirname "$0")/../lib/host.sh"
load_module
cat >"$WORK/kill-them" <<'END'
total() { awk '$1 == "total" { print $2 }' /sys/kernel/debug/kvmtrap/summary; }	# a shell of its own
for n in $(seq $((40 / SCALE + 1))); do
	enough=$(($(total) + 200))
	for program in hvc store mixed sleep spin; do
		"$TRAPGEN" $program 15000 --vcpus=2 >/dev/null & pids[${#pids[@]}]=$!
	done
	# Wait until the guests run: on a slow machine that takes long.
	until [ "$(total)" -ge $enough ]; do sleep 0.1; done
	sleep 0.$((RANDOM % 4))$((RANDOM % 10))
	kill -KILL "${pids[@]}"
	wait
	pids=()
done 2>/dev/null
END
export TRAPGEN SCALE
perf stat -x, -a -e kvm:kvm_exit -o "$WORK/perf" bash "$WORK/kill-them"
kvm=$(awk -F, '/kvm:kvm_exit/ { print $1 }' "$WORK/perf")
[ "$kvm" -gt 100 ] || fail "perf counted '$kvm': $(cat "$WORK/perf")"
wait_until health vms.live -eq 0
assert_eq "all exits" "$(summary total)" "$kvm"
assert_eq "lost" "$(summary lost)" 0
assert_eq "records in use" "$(health records.used)" "$(health vms.ended)"
