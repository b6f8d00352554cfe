# SPDX-License-Identifier: GPL-2.0-only
# All probes of the kernel switched off through debugfs: health says so, what
# passes is lost and not forgotten, and neither loading nor enabling pretends.
. "$(dirname "$0")/lib.sh"
all=/sys/kernel/debug/kprobes/enabled
[ -w $all ] || skip "this kernel has no $all"
at_end 'echo 1 >$all'
refused() {
	dmesg -C
	"$@" 2>"$WORK/err" && fail "$* succeeded"
	grep -q 'not permitted' "$WORK/err" || fail "$*: $(cat "$WORK/err")"
	same "lines in the log" "$(dmesg | grep -c 'kvmtrapcount: kprobes are switched off')" 1
}
load
for s in $PROBES; do
	same "state of $s" "$(health state.$s)" armed
done
echo 0 >$all
for s in $PROBES; do
	same "state of $s" "$(health state.$s)" disarmed
done
echo 0 >$P/enabled || fail "cannot disable"
same "state" "$(health state.$EXIT_POINT)" disabled
refused bash -c "echo 1 >$P/enabled"
same "enabled" "$(cat $P/enabled)" N
unload
refused insert
refused insert enabled=0
[ ! -e $K ] || fail "$K is there"
echo 1 >$all
load
exact hvc 100

# VMs whose end is not seen so, and others at their addresses after them: each
# has its own numbers.
for n in $(seq 10); do
	"$TRAPGEN" hvc 30 --vcpus=2 --then "echo 0 >$all" >/dev/null || fail "trapgen"
	echo 1 >$all
	exact hvc $((50 + n)) --vcpus=$((1 + n % 2))
done
[ "$(health vcpus.replaced)" -gt 0 ] || fail "no address was used again: $(cat $K/health)"
same "HVC in all" "$(cell reasons exits reason=HVC64)" $((100 + 600 + 5 * 50 + 30 + 2 * (5 * 50 + 25)))
same "lost" "$(summary lost)" 0

# What such a VM has shown of its time since a reset, or up to a filter, stays when
# another VM takes its address.
load times=1
# in_all COLUMN: of the VM numbers in the file before, "VM SUM"
in_all() {
	awk -v column="$1" 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i }
		NR > 2 { sum[$1] += $c[column] } END { for (vm in sum) printf "%d %.0f\n", vm, sum[vm] }' $K/times
}
for n in $(seq 10); do
	"$TRAPGEN" hvc 30 --vcpus=2 --then "echo 0 >$all" >/dev/null || fail "trapgen"
	echo 1 >$P/reset
	[ $((n % 2)) -eq 0 ] || echo $$ >$P/only_pid
	in_all total_ns >"$WORK/before"
	echo 0 >$P/only_pid
	echo 1 >$all
	"$TRAPGEN" hvc 30 --vcpus=2 >/dev/null || fail "trapgen"
	in_all total_ns >"$WORK/after"
	awk 'NR == FNR { before[$1] = $2; next } $2 < before[$1] { print "VM", $1, "had", before[$1], "ns, has", $2; bad = 1 }
		END { exit bad }' "$WORK/before" "$WORK/after" >"$WORK/back" || fail "$(cat "$WORK/back")"
done
[ "$(health vcpus.replaced)" -gt 0 ] || fail "no address was used again: $(cat $K/health)"
