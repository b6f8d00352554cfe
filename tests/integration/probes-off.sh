# SPDX-License-Identifier: GPL-2.0-only
# If all probes of the kernel are switched off, health says so. Exits that pass are lost, but not
# forgotten. Loading and enabling fail. A VM whose end was not seen because of that is not mixed
# up with the next VM at its address.
# groups: attach matrix preempt
. "$(dirname "$0")/../lib/host.sh"
# KASAN keeps freed memory back for a while.
addresses_came_again() {
	[ "$(health vcpus.replaced)" -gt 0 ] || grep -q ' kasan_report$' /proc/kallsyms ||
		fail "no address was used again: $(cat $K/health)"
}
all=/sys/kernel/debug/kprobes/enabled
[ -w $all ] || skip "this kernel has no $all"
defer 'echo 1 >$all'
refused() {
	dmesg -C
	"$@" 2>"$WORK/err" && fail "$* succeeded"
	grep -q 'not permitted' "$WORK/err" || fail "$*: $(cat "$WORK/err")"
	assert_eq "lines in the log" "$(dmesg | grep -c 'kvmtrapcount: kprobes are switched off')" 1
}
load_module
for s in $PROBES; do
	assert_eq "state of $s" "$(health state.$s)" armed
done
echo 0 >$all
for s in $PROBES; do
	assert_eq "state of $s" "$(health state.$s)" disarmed
done
echo 0 >$P/enabled || fail "cannot disable"
assert_eq "state" "$(health state.$EXIT_POINT)" disabled
refused bash -c "echo 1 >$P/enabled"
assert_eq "enabled" "$(cat $P/enabled)" N
unload_module
refused insert_module
refused insert_module enabled=0
[ ! -e $K ] || fail "$K is there"
echo 1 >$all
load_module
exact hvc 100

# The end of some VMs is not seen. Other VMs come at their addresses, and some of those were not
# seen to be created either. Each VM has its own numbers.
for n in $(seq 10); do
	"$TRAPGEN" hvc 30 --vcpus=2 --then "echo 0 >$all" >/dev/null || fail "trapgen"
	[ $((n % 4)) -lt 2 ] || echo 1 >$all
	exact hvc $((50 + n)) --vcpus=$((1 + n % 2)) --created "echo 1 >$all"
done
addresses_came_again
assert_eq "HVC in all" "$(column_sum reasons exits reason=$HVC)" $((100 + 600 + 5 * 50 + 30 + 2 * (5 * 50 + 25)))
assert_eq "lost" "$(summary lost)" 0

# A vCPU never ran, and its end was not seen. Its note is not taken for one of the next vCPU at its
# address. That one was not seen to be created, so that nothing of it is called lost.
load_module
for n in $(seq 6); do
	"$TRAPGEN" never 3 --vcpus=2 --then "echo 0 >$all" >/dev/null || fail "trapgen"
	"$TRAPGEN" spin 1000000000 --vcpus=2 >/dev/null & pid=$!
	wait_until kvm_exits -gt 200
	# Probes are armed one after another: between the first and the last no exit is to pass.
	freeze $pid
	lost=$(summary lost)
	echo 1 >$all
	kill -CONT $pid
	wait_until column_sum vcpus exits pid=$pid -gt 50
	assert_eq "lost of what was not seen to begin" $(($(summary lost) - lost)) 0
	kill -KILL $pid
	wait $pid 2>/dev/null
	wait_until kvm_exits = 0
done

# A VM has shown times since a reset, or up to a filter. They stay when another VM comes at its
# address.
load_module times=1
# in_all COLUMN: print "VM SUM" for each VM of the file times.
in_all() {
	rows times "{ sum[col(\"vm\")] += col(\"$1\") } END { for (vm in sum) printf \"%d %.0f\\n\", vm, sum[vm] }"
}
# It is chance which address is used again. Try until it was, but at least 10 times.
for n in $(seq 60); do
	[ $n -le 10 ] || [ "$(health vcpus.replaced)" -eq 0 ] || break
	"$TRAPGEN" hvc 30 --vcpus=2 --then "echo 0 >$all" >/dev/null || fail "trapgen"
	echo 1 >$P/reset
	[ $((n % 2)) -eq 0 ] || echo $$ >$P/filter_pid
	in_all total_ns >"$WORK/before"
	echo 0 >$P/filter_pid
	echo 1 >$all
	"$TRAPGEN" hvc 30 --vcpus=2 >/dev/null || fail "trapgen"
	in_all total_ns >"$WORK/after"
	# Nothing was seen of the VM since the filter let it through again: its time must be
	# the same. When its two vCPUs have ended, theirs are added up before they are rounded.
	awk -v filtered=$((n % 2)) 'NR == FNR { before[$1] = $2; if ($1 > last) last = $1; next }
		$2 < before[$1] || (filtered && $1 == last && $2 > before[$1] + 1) {
			print "VM", $1, "had", before[$1], "ns, has", $2; bad = 1 }
		END { exit bad }' "$WORK/before" "$WORK/after" >"$WORK/back" || fail "$(cat "$WORK/back")"
done
addresses_came_again
echo 1 >$P/reset
assert_eq "addresses used again since a reset" "$(health vcpus.replaced)" 0
