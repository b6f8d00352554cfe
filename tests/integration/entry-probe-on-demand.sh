# SPDX-License-Identifier: GPL-2.0-only
# With attach=tracepoint the module attaches to kvm_entry only as long as some vCPU has no record,
# as this makes every exit cost more.
# groups: patching
# needs: tracepoint text-patching
. "$(dirname "$0")/../lib/host.sh"
by_kretprobe && skip "there is no callback on kvm_entry with return probes"
need_text_patching
load_module max_vcpus=1
"$TRAPGEN" spin 1000000000 >/dev/null & first=$!
wait_until column_sum vcpus exits pid=$first -gt 10
assert_eq "state" "$(health state.kvm_entry)" disabled
"$TRAPGEN" hvc 1000000000 >/dev/null & second=$!
wait_until health state.kvm_entry = armed
stop $second
wait_until health state.kvm_entry = disabled
stop $first
