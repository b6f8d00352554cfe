# SPDX-License-Identifier: GPL-2.0-only
# VMMs run out of memory, in KVM too. Whatever happens to them, what KVM did is counted.
# needs: kasan
. "$(dirname "$0")/../lib/host.sh"
D=/sys/kernel/debug
[ -e $D/failslab ] && [ -e $D/fail_page_alloc ] || skip "this kernel cannot make allocations fail"
load_module
for f in failslab fail_page_alloc; do
	echo 1 >$D/$f/verbose
	echo N >$D/$f/ignore-gfp-wait
	echo -1 >$D/$f/times
	echo Y >$D/$f/task-filter
	echo 1 >$D/$f/probability
done
echo N >$D/fail_page_alloc/ignore-gfp-highmem
echo 0 >$D/fail_page_alloc/min-order
for n in $(seq $((40 / SCALE + 2))); do
	echo 1 >$P/reset
	"$TRAPGEN" mixed 300 --vcpus=2 --vms=1000 >/dev/null 2>"$WORK/err" &
	pid=$!
	wait_until summary total -gt 0
	# The threads of the process inherit this.
	echo 1 >/proc/$pid/make-it-fail
	wait $pid && fail "no failure in a thousand VMs"
	head -n 1 "$WORK/err"
	wait_until health vms.live -eq 0
	assert_eq "round $n: lost" "$(summary lost)" 0
	assert_eq "round $n: unattributed" "$(health exits.unattributed)" 0
done
for f in failslab fail_page_alloc; do echo 0 >$D/$f/probability; done
exact mixed 50
