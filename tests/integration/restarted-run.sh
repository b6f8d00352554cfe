# SPDX-License-Identifier: GPL-2.0-only
# A signal may come while KVM_RUN starts a thread of KVM's, before the guest is entered. The kernel
# then calls KVM_RUN again, and the VMM does not see it return: that is no return.
# groups: attach
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
grep -q ' vhost_task_create$' /proc/kallsyms || skip "KVM starts no such thread on this kernel"
load_module
defer 'echo 0 >/sys/module/slow/parameters/held; rmmod slow'
insmod "$HERE/slow.ko" function=vhost_task_create held=1 us=0 || fail "cannot load slow.ko"
echo 1 >$T/events/kvm/kvm_userspace_exit/enable
"$TRAPGEN" hvc 20 --then "cat $K/userspace >$WORK/snap" >"$WORK/out" & pid=$!
wait_for grep -q Y /sys/module/slow/parameters/waiting
kill -STOP $pid
echo 0 >/sys/module/slow/parameters/held
wait_for grep -q 'State:.T (stopped)' /proc/$pid/status
wait_for grep -q 'kvm_userspace_exit: reason error (513)' $T/trace
kill -CONT $pid
wait $pid || fail "trapgen ended with status $?"
echo 0 >$T/events/kvm/kvm_userspace_exit/enable
assert_eq "returns with an error" "$(column_sum "$WORK/snap" returns reason=ERROR)" 0
assert_eq "returns" "$(column_sum "$WORK/snap" returns)" "$(awk '$3 == "return" { n += $5 } END { print n }' "$WORK/out")"
