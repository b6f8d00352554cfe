# SPDX-License-Identifier: GPL-2.0-only
# The rule pause of kvmtrap explain: a guest that spins on PAUSE, on a CPU with pause-loop exiting
# that ends a loop after few of them. No AMD host here has PAUSE trap.
# needs: vmx
. "$(dirname "$0")/../lib/host.sh"
ept=$(cat /sys/module/kvm_intel/parameters/ept)
defer 'unload_module; rmmod kvm_intel; modprobe kvm_intel ept=$ept'
unload_module
rmmod kvm_intel && modprobe kvm_intel "ept=$ept" ple_gap=1000000 ple_window=16 ple_window_grow=1 || fail "cannot load kvm_intel"
load_module times=1 hot=1
"$KVMTRAP" explain --json -o "$WORK/json" -- "$TRAPGEN" pause 4000 >"$WORK/out" || fail "explain: $(cat "$WORK/out")"
assert_eq "rules" "$(grep -o '"rule":"[^"]*"' "$WORK/json")" '"rule":"pause"'
# Four of them take 16 ticks.
assert_eq "exits" "$(column_sum reasons exits reason=PAUSE_INSTRUCTION)" 1000
grep -q '"open":\[\]' "$WORK/json" || fail "$(cat "$WORK/json")"
