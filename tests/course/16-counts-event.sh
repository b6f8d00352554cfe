# SPDX-License-Identifier: GPL-2.0-only
# Row 16: the tracepoint that dumps CPU, MEM and IO traps.
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
grep -q 'CPU trap %llu, MEM trap %llu, IO trap %llu' $T/events/kvmtrap/kvmtrap_counts/format || fail "format"
echo 1 >$T/events/kvmtrap/kvmtrap_counts/enable
"$TRAPGEN" mixed 30 >/dev/null || fail "trapgen"
echo 0 >$T/events/kvmtrap/kvmtrap_counts/enable
# In 30 passes there are 30 hypercalls; 30 pages and that of the code; 30 stores and the doorbell.
tail -n 1 $T/trace | grep -q 'CPU trap 30, MEM trap 31, IO trap 31,' || fail "$(tail -n 1 $T/trace)"
: >$T/trace
