# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench leaves the host as it was: when it has measured, and when it cannot. It measures the
# exits that this architecture has. integration/bench-killed kills it.
# limit: 5
. "$(dirname "$0")/../lib/host.sh"
attach=kretprobe reasons='HVC64 WFx DABT_LOW MMIO_KERNEL MMIO_USER'
if on_x86; then
	attach=tracepoint msr=MSR
	! on_intel || msr=MSR_READ
	reasons="$HVC $msr $PAGE PIO_USER MMIO_KERNEL MMIO_USER"
fi
bench() { "$KVMTRAP" bench --module="$KO" --attach=$attach "$@" >"$WORK/out" 2>"$WORK/err"; }
# refused TEXT OPTION...: it ends with status 1, and one line that has TEXT.
refused() {
	bench "${@:2}"
	assert_eq "status of bench ${*:2}" $? 1
	grep -q -- "$1" "$WORK/err" || fail "$(cat "$WORK/err")"
	assert_eq lines "$(wc -l <"$WORK/err")" 1
}
files=$(ls -A /tmp)
unload_module
"$TRAPGEN" sleep >/dev/null & vm=$!
wait_until kvm_exits -gt 1
bench --rounds=6 --json || fail "$(cat "$WORK/err")"
bench_left_nothing "$files" $vm
for reason in $reasons; do
	# A guest has WFx here only with a GICv3.
	n=$(grep -o "\"reason\":\"$reason\"" "$WORK/out" | wc -l)
	[ "$n" -eq 4 ] || { [ $reason = WFx ] && grep -q '"what":"WFx","why":"trapgen: this host has no' "$WORK/out"; } ||
		fail "$n rows of $reason: $(cat "$WORK/out")"
done
# An exit takes some time.
! grep -o '"exit_ns":0,' "$WORK/out" || fail "$(cat "$WORK/out")"
assert_eq "VMs, in each setting" "$(grep -o "\"pid\":$vm," "$WORK/out" | wc -l)" 3

load_module
"$TRAPGEN" hvc 77 >/dev/null
refused 'the module is loaded, and would lose its counts' --rounds=6
assert_eq "counted before" "$(column_sum reasons exits reason=$HVC)" 77
unload_module
refused 'cannot use CPU 500' --cpu=500
if [ -w /sys/kernel/debug/kprobes/enabled ]; then
	defer 'echo 1 >/sys/kernel/debug/kprobes/enabled'
	echo 0 >/sys/kernel/debug/kprobes/enabled
	refused 'nothing could be measured: .*not permitted' --rounds=6 --reason=$HVC
	echo 1 >/sys/kernel/debug/kprobes/enabled
fi
bench_left_nothing "$files" $vm
stop $vm
