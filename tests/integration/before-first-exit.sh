# SPDX-License-Identifier: GPL-2.0-only
# KVM_RUN may return before a vCPU's first exit. With attach=tracepoint too, each such return is
# counted once: for the vCPU, or without a name if the vCPU then gets no record.
# groups: attach preempt
. "$(dirname "$0")/../lib/host.sh"
. "$LIB/locks.sh"
nameless() { assert_eq "$1: returns without a name" "$(health returns.unattributed)" "$2"; }
load_module
exact late 5
# A reset before the first exit forgets only what was before it.
exact late 5 --created "echo 1 >$P/reset"
exact late 5 --vcpus=4
exact late 5 --vcpus=4 --rotate-threads
# The vCPUs of another VMM, which have not exited either, are passed over.
"$TRAPGEN" never 1 --vcpus=3 --then "sleep 1000" >"$WORK/never" & never=$!
wait_for grep -q '^vcpu 2 return SIGNAL 1' "$WORK/never"
exact late 5 --vcpus=4
# Those have no record to be shown in.
assert_eq "records of who never enters" "$(row_count vcpus pid=$never)" 0
nameless never 0
kill -KILL $never
# The kernel may have a new thread where one was that had run a vCPU of a VM that is gone.
"$TRAPGEN" late 3 --vms=10 --recycle-threads >/dev/null || fail "trapgen late"
nameless "late, in one VM after another" 0

# A return takes the lock of the whole host for its own vCPU, and not for the others of its VMM: here 15,
# which have not exited either.
load_module attach=tracepoint
if watch_lock; then
	"$TRAPGEN" never 20 --vcpus=16 >/dev/null || fail "trapgen never"
	taken=$(times_locked)
	[ "$taken" -ge 320 ] && [ "$taken" -le 1100 ] || fail "$taken times the lock, for 320 returns of vCPUs without a record"
	unwatch_lock
fi

# One record, which another vCPU has.
load_module max_vcpus=1
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_until health records.used -eq 1
"$TRAPGEN" late 5 --vcpus=3 >/dev/null || fail "trapgen late"
assert_eq "returns by signal" "$(column_sum userspace returns reason=SIGNAL)" 30
assert_eq "returns by signal without a name" "$(column_sum userspace returns vm=- reason=SIGNAL)" 30
assert_eq "returns to the VMM" "$(column_sum userspace returns vm=- reason=$RINGS)" 3
nameless "no record" 33
assert_eq "hypercalls without a name" "$(column_sum reasons exits vm=- reason=$HVC)" 15
# What never exits asks for no record. Its returns are without a name only if there was no room to
# note that it was created.
before=$(health vcpus.unnoted)
"$TRAPGEN" never 7 --vcpus=2 >/dev/null || fail "trapgen never"
unnoted=$(($(health vcpus.unnoted) - before))
[ $unnoted -lt 2 ] || fail "none of two vCPUs was noted"
nameless "never, and no record" $((33 + 7 * unnoted))
kill -KILL $asleep
