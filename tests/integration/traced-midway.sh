# SPDX-License-Identifier: GPL-2.0-only
# The tracepoint kvmtrap_exit is switched on while guests run. An event whose exit was handled before
# the module began to see entries says ns=0, not known: the guest has run since. Every other one has a
# time. KVM's own events tell which is which: they are on from before the module is loaded, so that
# those of the same moment come first.
# groups: attach
# needs: tracepoint text-patching
# limit: 2
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
echo 4096 >$T/buffer_size_kb
defer "echo 0 >$T/events/kvm/enable; echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable; : >$T/trace"
for event in kvm_exit kvm_entry kvm_userspace_exit; do echo 1 >$T/events/kvm/$event/enable; done
by_kretprobe && skip "there is no callback on kvm_entry with return probes"
need_text_patching
load_module
"$TRAPGEN" spin 1000000 --vcpus=2 >"$WORK/out" 2>&1 &
wait_until column_sum vcpus exits -gt 50
for _ in $(seq 100); do
	: >$T/trace
	echo 1 >$T/events/kvmtrap/kvmtrap_exit/enable
	sleep 0.05
	echo 0 >$T/events/kvmtrap/kvmtrap_exit/enable
	cat $T/trace >>"$WORK/trace"
	echo '# again' >>"$WORK/trace"
done
awk '
	/^# again/ { delete last; next }
	match($0, /(kvm_exit|kvm_entry|kvm_userspace_exit|kvmtrap_exit):/) {
		thread = substr($0, 1, index($0, "["))
		event = substr($0, RSTART, RLENGTH - 1)
		if (event != "kvmtrap_exit") { last[thread] = event; next }
		if (!last[thread]) next
		ns = $0; sub(/.* ns=/, "", ns)
		if (last[thread] == "kvm_exit") { late++; if (ns != 0) wrong = $0 }
		else { soon++; if (ns == 0) wrong = $0 }
	}
	END { print soon + 0, late + 0; if (wrong) print wrong }' "$WORK/trace" >"$WORK/found"
read -r soon late <"$WORK/found"
[ "$soon" -gt 100 ] || fail "$soon events with a time"
assert_eq "wrong ones, of $soon with a time and $late without" "$(tail -n +2 "$WORK/found")" ""
# On one CPU no guest runs meanwhile.
[ "$late" -gt 0 ] || [ "$(nproc)" -eq 1 ] || fail "no exit was handled before entries were seen: nothing was tested"
