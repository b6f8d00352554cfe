# SPDX-License-Identifier: GPL-2.0-only
# Row 30: kvmtrap stat has the columns Total and %Total of kvm_stat. top has CurAvg/s
# (tests/command/top.sh).
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" hvc 300 >/dev/null
"$KVMTRAP" stat --by reason >"$WORK/out" || fail "stat"
grep -q 'Total  *%Total' "$WORK/out" || fail "$(cat "$WORK/out")"
grep -q "$HVC  *300  *[0-9.]*$" "$WORK/out" || fail "$(cat "$WORK/out")"
assert_eq "per second" "$("$KVMTRAP" stat --by reason -- "$TRAPGEN" hvc 300 2>&1 | grep -c "$HVC  *300  *[0-9.]*  *[0-9.]*")" 1
