# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench tells what costs more: nothing, counting by the tracepoint, with times, with hot as
# well, and on arm64 the same by the return probe. A VM that needs the same CPU meanwhile changes
# nothing.
# needs: icount
. "$(dirname "$0")/../lib/host.sh"
grep -q kvmtrap.icount /proc/cmdline || skip "costs are only steady where instructions are counted"
unload_module
settings=('"attach=tracepoint"' '"attach=tracepoint times=1"' '"attach=tracepoint times=1 hot=1"')
last_of=tracepoint
on_x86 || {
	settings+=('"attach=kretprobe"' '"attach=kretprobe times=1"' '"attach=kretprobe times=1 hot=1"')
	last_of=kretprobe
}
# of SETTING MEMBER: print what the row of the hypercall has.
of() { tr '{' '\n' <"$WORK/json" | grep "\"$HVC\",\"setting\":$1," | sed 's/.*"'"$2"'":\([^,}]*\).*/\1/'; }
in_order() {
	local setting last=0 n
	[ "$(of null exit_ns)" -gt 0 ] || fail "an exit takes $(of null exit_ns) ns"
	for setting in "${settings[@]}"; do
		n=$(of "$setting" added_ns)
		[ "$n" -gt "$last" ] || fail "$setting adds $n ns, the one before $last: $(cat "$WORK/json")"
		assert_eq "verdict on $setting" "$(of "$setting" verdict)" '"costs"'
		last=$n
	done
}
bench() { "$KVMTRAP" bench --module="$KO" --reason=$HVC --rounds=6 --json "$@" >"$WORK/json" || fail "bench $*"; }
bench
in_order
alone=$(of null exit_ns)
"$TRAPGEN" hvc 1000000000000 >/dev/null & pid=$!
wait_until kvm_exits -gt 1000
bench --attach=$last_of
beside=$(of null exit_ns)
[ "$beside" -lt $((alone * 5 / 4)) ] || fail "an exit takes $alone ns, and $beside ns beside a VM"
assert_eq "verdict beside a VM" "$(of "\"attach=$last_of\"" verdict)" '"costs"'
# The VM does nothing but exit. So it would spend on counting what counting takes of an exit.
tr '{' '\n' <"$WORK/json" | grep "\"pid\":$pid,.*\"attach=$last_of\"" >"$WORK/vm" || fail "$(cat "$WORK/json")"
grep -q '"verdict":"costs"' "$WORK/vm" || fail "$(cat "$WORK/vm")"
awk -F'[:,]' '{ for (i = 1; i < NF; i++) { if ($i == "\"per_second\"") rate = $(i + 1); if ($i == "\"cpu_percent\"") cpu = $(i + 1) } }
	END { exit !(rate > 0 && cpu > 0 && cpu < 100) }' "$WORK/vm" || fail "$(cat "$WORK/vm")"
stop $pid
