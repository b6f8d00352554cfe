# SPDX-License-Identifier: GPL-2.0-only
# Every allocation of the module fails once: at load, at each read, at each
# write of a parameter. Loading is refused with one line and leaves nothing
# behind; a read fails whole; counts stay right.
. "$(dirname "$0")/../host/lib.sh"
D=/sys/kernel/debug
[ -e $D/failslab ] && [ -e $D/fail_page_alloc ] || skip "this kernel cannot make allocations fail"
at_end 'echo 0 >$D/failslab/require-end; echo 0 >$D/fail_page_alloc/require-end'
for f in failslab fail_page_alloc; do
	echo N >$D/$f/ignore-gfp-wait
	echo 1 >$D/$f/verbose
	echo 32 >$D/$f/stacktrace-depth
done
echo N >$D/fail_page_alloc/ignore-gfp-highmem
echo 0 >$D/fail_page_alloc/min-order

# only_below FROM TO: only what is called from between these addresses fails.
only_below() {
	local f
	for f in failslab fail_page_alloc; do
		echo "$1" >$D/$f/require-start
		echo "$2" >$D/$f/require-end
	done
}

# failing N COMMAND...: its Nth allocation fails; sets status, hit.
failing() {
	dmesg -C
	bash -c 'echo "$0" >/proc/self/fail-nth; exec "$@"' "$@" >"$WORK/out" 2>"$WORK/err"
	status=$?
	hit=$(dmesg | grep -c 'forcing a failure')
}
hits=0

# --- load: all that happens in module_init ---
from=0x$(awk '$3 == "do_one_initcall" { print $1 }' /proc/kallsyms)
only_below "$from" "$(printf '0x%x' $((from + 0x400)))"
for n in $(seq 500); do
	failing "$n" insert maxactive=1 max_vcpus=8 times=1 hot=1
	[ "$hit" -gt 0 ] || break
	if [ $status -eq 0 ]; then
		# An allocation whose failure is not ours to notice: all is there.
		same "files" "$(ls $K | tr '\n' ' ')" "$FILES "
		exact hvc 20
		unload
		continue
	fi
	hits=$((hits + 1))
	grep -q 'Cannot allocate memory' "$WORK/err" || fail "load, allocation $n: $(cat "$WORK/err")"
	same "load, allocation $n: lines" "$(dmesg | grep -c 'kvmtrapcount: ')" 1
	[ ! -e $K ] && [ ! -e /sys/module/kvmtrapcount ] || fail "load, allocation $n: left half-way"
done
[ $status -eq 0 ] && [ "$hits" -ge 8 ] || fail "load: status $status, $hits failures: $(cat "$WORK/err")"
echo "load: $hits allocations"

# --- reads and writes: all that is called from the module ---
exact mixed 20 --vcpus=2
from=0x$(awk '$1 == "kvmtrapcount" { sub(/^0x/, "", $6); print $6 }' /proc/modules)
only_below "$from" "$(printf '0x%x' $((from + 0x10000)))"
for f in $FILES; do
	cat $K/$f >"$WORK/whole"
	for n in $(seq 20); do
		failing "$n" cat $K/$f
		[ "$hit" -gt 0 ] || break
		hits=$((hits + 1))
		grep -q 'Cannot allocate memory' "$WORK/err" || fail "$f, allocation $n: $(cat "$WORK/err")"
		[ ! -s "$WORK/out" ] || fail "$f, allocation $n: half a file: $(cat "$WORK/out")"
	done
	[ "$n" -gt 1 ] || fail "$f: nothing failed"
	case " $MOVING " in
	*" $f "*) same "$f after $n failures: lines" "$(wc -l <"$WORK/out")" "$(wc -l <"$WORK/whole")" ;;
	*) cmp -s "$WORK/whole" "$WORK/out" || fail "$f: another file after $n failures" ;;
	esac
	echo "$f: $((n - 1)) allocations"
done
for p in enabled reset times hot; do
	for n in $(seq 20); do
		[ $p = reset ] || echo 0 >$P/$p
		failing "$n" bash -c "echo 1 >$P/$p"
		[ "$hit" -gt 0 ] || break
		[ $status -eq 0 ] || grep -q 'Cannot allocate memory' "$WORK/err" || fail "$p: $(cat "$WORK/err")"
	done
	[ $p = reset ] || same "$p in the end" "$(cat $P/$p)" Y
done
only_below 0 0
exact mixed 20

# --- KVM under a shortage: whatever VMMs come to, the counts add up ---
for f in failslab fail_page_alloc; do
	echo 5 >$D/$f/probability
	echo -1 >$D/$f/times
	echo Y >$D/$f/task-filter
done
for _ in $(seq $((40 / SCALE + 2))); do
	bash -c 'echo 1 >/proc/self/make-it-fail; exec "$0" mixed 300 --vcpus=2' "$TRAPGEN" >/dev/null 2>&1
	echo "$?" >>"$WORK/statuses"
done
for f in failslab fail_page_alloc; do echo 0 >$D/$f/probability; done
grep -qv '^0$' "$WORK/statuses" || fail "no VMM met a failure"
wait_for eval '[ $(health vms.live) -eq 0 ]'
same "lost" "$(summary lost)" 0
same "unattributed" "$(health exits.unattributed)" 0
exact mixed 50
