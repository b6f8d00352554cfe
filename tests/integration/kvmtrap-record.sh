# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap record and report have each exit once. trace-cmd can read the file, too.
# limit: 2
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
cd "$WORK" || fail "cd"
csv() { # FILE COLUMN REASON
	csv_sum "$2" "reason=$3" <"$1"
}
off() { assert_eq "the event after $1" "$(cat $T/events/kvmtrap/kvmtrap_exit/enable)" 0; }
"$KVMTRAP" record -- "$TRAPGEN" mixed 100 >out || fail "record: $?"
off record
grep -q "expect $HVC 100" out || fail "the command's output: $(cat out)"
"$KVMTRAP" report --csv >report || fail "report"
assert_eq $HVC "$(csv report exits $HVC)" 100
# On arm64 the end of the program is one, too.
if on_x86; then stores=100; else stores=101; fi
assert_eq MMIO_USER "$(csv report exits MMIO_USER)" $stores
trace-cmd report trace.dat >theirs 2>/dev/null
assert_eq "as trace-cmd sees it" "$(grep -c "kvmtrap_exit:.*reason=$HVC " theirs)" 100
"$KVMTRAP" stat --root trace.dat --by reason --csv >stat
assert_eq "stat $HVC" "$(csv stat exits $HVC)" 100
for p in min 50 99 max; do
	case $p in m*) column=${p}_ns ;; *) column=p${p}_ns ;; esac
	ours=$(csv report "$column" $HVC)
	theirs=$(sed -n "s/.*reason=$HVC .* ns=//p" theirs | sort -n |
		awk -v p="$p" '{ v[NR] = $1 } END { print v[p == "max" ? NR : p == "min" ? 1 : int((NR * p + 99) / 100)] }')
	assert_eq "p$p" "$ours" "$theirs"
done
assert_eq "report of a pipe" "$(cat trace.dat | "$KVMTRAP" report --csv -)" "$(cat report)"
assert_eq "stat of a file as stdin" "$("$KVMTRAP" stat --root - --by reason --csv <trace.dat | cut -d, -f2-)" "$(cut -d, -f2- stat)"
"$KVMTRAP" record -o second -- "$TRAPGEN" hvc 30 >/dev/null
assert_eq "diff" "$("$KVMTRAP" diff trace.dat second --by reason --csv | grep $HVC)" "cpu,$HVC_CODE,$HVC,100,30,-70,-70.000"

# The command waits for trace-cmd, not for an event that somebody else has switched on.
"$KVMTRAP" record --on
"$KVMTRAP" record -o early -- "$TRAPGEN" hvc 20 >/dev/null
"$KVMTRAP" report --csv early >report2
assert_eq "with the event on before" "$(csv report2 exits $HVC)" 20
off "a recording that found it on"

# gnuplot is given the right numbers, for a picture of a recording, and of a command.
mkdir bin
cp "$LIB/fake-gnuplot" bin/gnuplot
chmod +x bin/gnuplot
drawn() { awk '/^END$/ { inside = 0 } inside { n += $4 } /^\$exits / { inside = 1 } END { print n + 0 }' script; }
PATH=$PWD/bin:$PATH "$KVMTRAP" plot --heat trace.dat || fail "plot"
assert_eq "exits drawn" "$(drawn)" "$(awk -F, 'NR > 1 { n += $4 } END { print n }' report)"
echo 1 >$P/times
PATH=$PWD/bin:$PATH "$KVMTRAP" plot --heat -- "$TRAPGEN" hvc 700 >/dev/null || fail "plot of a command"
drawn=$(drawn)
[ "$drawn" -ge 702 ] || fail "$drawn exits drawn"
echo 0 >$P/times

# record ends with Ctrl-C, records one VM or slow exits only, and restores what it has changed.
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 20
vm=$(column_sum vcpus vm pid=$pid)
set -m
"$KVMTRAP" record -o third --vm 'trap*' >out 2>&1 & recorder=$!
set +m
wait_for grep -q 1 $T/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" hvc 50 >/dev/null
exits=$(column_sum vcpus exits pid=$pid)
wait_until column_sum vcpus exits pid=$pid -gt $((exits + 20))
kill -INT $recorder
wait $recorder
assert_eq "status after Ctrl-C" $? 0
off Ctrl-C
"$KVMTRAP" report third --per vm --csv >report
assert_eq "HVC of others" "$(csv report exits $HVC)" 0
[ "$(csv report exits $IRQ)" -gt 0 ] || fail "nothing of VM $vm: $(cat report)"
"$KVMTRAP" record -o none --vm 99 2>err && fail "recorded a VM that is not there"
grep -q "there is no VM '99'" err || fail "$(cat err)"
stop $pid
"$KVMTRAP" record -o slow --slower 1000s -- "$TRAPGEN" hvc 50 >/dev/null
"$KVMTRAP" report slow | grep -q '^# 0 exits' || fail "$("$KVMTRAP" report slow)"
assert_eq trace_min_ns "$(cat $P/trace_min_ns)" 0
"$KVMTRAP" record -- sh -c 'exit 9'
assert_eq "status of the command" $? 9
"$KVMTRAP" record -- /nonexistent 2>err
assert_eq "status" $? 127
off "no command"

# After --off nothing is recorded.
: >$T/trace
"$KVMTRAP" record --on
"$TRAPGEN" hvc 40 >/dev/null
"$KVMTRAP" record --off
"$TRAPGEN" hvc 60 >/dev/null
assert_eq "dump" "$("$KVMTRAP" record --dump | grep -c "reason=$HVC ")" 40

# Files that are no recordings, or recordings of something else, are refused.
trace-cmd record -q -e sched:sched_switch -o other true >/dev/null 2>&1
"$KVMTRAP" report other 2>err && fail "reported on a trace of sched_switch"
grep -q 'no kvmtrap events' err || fail "$(cat err)"
head -c 5000 trace.dat >piece
"$KVMTRAP" report piece >out 2>err && fail "reported on a piece"
assert_eq "lines: $(cat err)" "$(wc -l <err)" 1
"$KVMTRAP" report out 2>err && fail "reported on a text"
grep -q 'no recording' err || fail "$(cat err)"
PATH=/nowhere "$KVMTRAP" record 2>err && fail "recorded without trace-cmd"
grep -q 'apt install trace-cmd' err || fail "$(cat err)"
