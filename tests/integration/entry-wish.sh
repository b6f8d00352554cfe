# SPDX-License-Identifier: GPL-2.0-only
# Attached to kvm_entry, which every exit pays for, only as long as some vCPU has
# no record.
# groups: patching
# needs: tracepoint text-patching
. "$(dirname "$0")/../lib/host.sh"
by_kretprobe && skip "there is no callback on kvm_entry with return probes"
code_changes_show
load max_vcpus=1
"$TRAPGEN" spin 1000000000 >/dev/null & first=$!
wait_for eval "[ \$(cell vcpus exits pid=$first) -gt 10 ]"
same "state" "$(health state.kvm_entry)" disabled
"$TRAPGEN" hvc 1000000000 >/dev/null & second=$!
wait_for eval '[ "$(health state.kvm_entry)" = armed ]'
stop $second
wait_for eval '[ "$(health state.kvm_entry)" = disabled ]'
stop $first
