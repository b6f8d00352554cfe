# SPDX-License-Identifier: GPL-2.0-only
# Row 4: tracing is switched on and off and shown, by one command each. After off nothing is recorded.
# One command records another.
. "$(dirname "$0")/../lib/host.sh"
load_module
: >/sys/kernel/tracing/trace
"$KVMTRAP" record --on || fail "on"
"$TRAPGEN" hvc 30 >/dev/null
"$KVMTRAP" record --off || fail "off"
"$TRAPGEN" hvc 50 >/dev/null
assert_eq "shown" "$("$KVMTRAP" record --dump | grep -c "reason=$HVC ")" 30
cd "$WORK" || fail "cd"
"$KVMTRAP" record -- "$TRAPGEN" hvc 20 >/dev/null || fail "record"
"$TRAPGEN" hvc 20 >/dev/null
assert_eq "HVC in the report" "$("$KVMTRAP" report --csv | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "exits") c = i } /'$HVC'/ { print $c }')" 20
assert_eq "records" "$(trace-cmd report trace.dat 2>/dev/null | grep -c "reason=$HVC")" 20
assert_eq "the event is" "$(cat /sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable)" 0
