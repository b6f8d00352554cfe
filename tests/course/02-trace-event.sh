# SPDX-License-Identifier: GPL-2.0-only
# Row 2: each exit has a trace event with VM, vCPU, PC, class and exception class, or exit code on
# x86; another event has the running counts.
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
event="class=cpu reason=HVC64 ec=0x16"
! on_x86 || event="code=0x81 class=cpu reason=VMMCALL"
load_module
echo 1 >$T/events/kvmtrap/enable
"$TRAPGEN" hvc 50 >/dev/null || fail "trapgen"
echo 0 >$T/events/kvmtrap/enable
cp $T/trace "$WORK/trace"
: >$T/trace
# The PC is in a program at the start of RAM.
assert_eq "HVC events" "$(grep -c "kvmtrap_exit: vm=[0-9]* vcpu=0 .*$event .*pc=0x4000[0-9a-f]* " "$WORK/trace")" 50
grep 'kvmtrap_counts' "$WORK/trace" | tail -n 1 | grep -q 'CPU trap 50,' || fail "no running counts"
