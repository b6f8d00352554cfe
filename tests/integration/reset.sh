# SPDX-License-Identifier: GPL-2.0-only
# reset: all is zero at once, ended VMs go, and a VM that runs on counts on.
# groups: corner matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load
exact hvc 100
now() { date +%s%N; }
begun=$(health since.unix_ns)
[ "$begun" -lt "$(now)" ] || fail "counting began at $begun"
"$TRAPGEN" hvc 50 --then "echo 1 >$P/reset; cat $K/vcpus >$WORK/after" >/dev/null
[ "$(awk 'NR > 2 { n += $7 } END { print n + 0 }' "$WORK/after")" = 0 ] ||
	fail "not zero after reset: $(cat "$WORK/after")"
[ "$(health since.unix_ns)" -gt "$begun" ] || fail "$(health since.unix_ns), as before the reset"
[ "$(health since.unix_ns)" -lt "$(now)" ] || fail "counting is to begin at $(health since.unix_ns)"
same "total after reset" "$(summary total)" 0
same "rows of VMs that ended before" "$(awk 'NR > 2' $K/vms | wc -l)" 1
exact mixed 20
same "HVC since" "$(cell reasons exits reason=HVC64)" 20

"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 20 ]"
still $pid
before=$(kvm_exits)
echo 1 >$P/reset
kill -CONT $pid
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 20 ]"
still $pid
same "exits since" "$(cell vcpus exits pid=$pid)" $(($(kvm_exits) - before))
same "page faults, all before" "$(cell reasons exits "vm=$(cell vcpus vm pid=$pid)" class=mem)" 0
same "lost" "$(summary lost)" 0
kill -CONT $pid
stop $pid

for bad in 0 x ''; do
	echo "$bad" >$P/reset 2>/dev/null && fail "reset took '$bad'"
done
exit 0
