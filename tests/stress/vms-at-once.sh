# SPDX-License-Identifier: GPL-2.0-only
# While several VMMs make and destroy VMs at once, and far more than stay listed, each
# exit is counted: under a VM's number, among those that are forgotten, or without a
# name.
. "$(dirname "$0")/../lib/host.sh"
load_module max_vcpus=16
# As in many-vms: there is always one VM.
"$TRAPGEN" sleep >/dev/null & sleeper=$!
wait_until health vms.live -eq 1
wait_until column_sum reasons exits reason=$HALT -ge 1
vms=$((4000 / SCALE))
makers=()
for n in $(seq 8); do
	"$TRAPGEN" hvc 3 --vms=$vms >"$WORK/vms$n" & makers+=($!)
done
(while [ ! -e "$WORK/stop" ]; do cat $K/summary >/dev/null; done) & reader=$!
for pid in "${makers[@]}"; do
	wait "$pid" || fail "trapgen"
done
touch "$WORK/stop"
wait $reader
wait_until health vms.live -eq 1
kvm=$(kvm_exits_in "$WORK"/vms?)
others=$(column_sum vms exits pid=$sleeper)
assert_eq "HVC" "$(($(summary cpu) - $(column_sum vms cpu pid=$sleeper)))" $((8 * vms * 3))
assert_eq "exits" "$(($(summary total) - others))" "$kvm"
assert_eq "lost" "$(summary lost)" 0
kill -KILL $sleeper
