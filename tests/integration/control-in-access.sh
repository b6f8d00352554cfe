# SPDX-License-Identifier: GPL-2.0-only
# A control that is written while KVM handles an access does not change what the next abort is: it is
# a page, and not the access.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"
. "$LIB/cleared.sh"
defer 'rmmod slow 2>/dev/null'
# On x86 the fetch of the program, before that, has the reason of all pages.
fetch=0
! on_x86 || fetch=1
# during WHAT COMMAND PAGES: run the program, and COMMAND while KVM handles its first access.
during() {
	insmod "$HERE/slow.ko" function=kvm_io_bus_write us=0 held=1 || fail "cannot load slow.ko"
	"$TRAPGEN" ioeventfd-touch 50 --then "cat $K/reasons >$WORK/snap" >"$WORK/out" & run=$!
	wait_until cat /sys/module/slow/parameters/waiting = Y
	eval "$2"
	echo 0 >/sys/module/slow/parameters/held
	wait $run || fail "$1: trapgen"
	rmmod slow
	assert_eq "$1: accesses" "$(column_sum "$WORK/snap" exits reason=MMIO_KERNEL vm=1)" 50
	assert_eq "$1: pages" "$(column_sum "$WORK/snap" exits reason=$PAGE vm=1)" "$3"
}
load_module times=1
during "nothing" true $((50 + fetch))
load_module times=1
during "reset" 'echo 1 >$P/reset' 50
load_module times=1
during "a pause" 'echo 0 >$P/enabled; echo 1 >$P/enabled' $((50 + fetch))
load_module times=0
during "times" 'echo 1 >$P/times' $((50 + fetch))

# Nor does the access itself become a page, when somebody clears KVM's count of accesses meanwhile.
hold() {
	echo 1 >/sys/module/slow/parameters/held
	wait_until cat /sys/module/slow/parameters/waiting = Y
}
release() { echo 0 >/sys/module/slow/parameters/held; }
load_module
insmod "$HERE/slow.ko" function=kvm_io_bus_write us=0 || fail "cannot load slow.ko"
accesses_since_cleared hold release
rmmod slow

# Without a record nothing leads to an exit that is open at a pause: it is counted, or lost. If a reset
# comes after a pause or a filter has begun, it is neither.
# unattributed COUNTED COMMAND: do it while KVM handles the first access of a vCPU without a record.
unattributed() {
	load_module max_vcpus=1
	"$TRAPGEN" sleep >/dev/null & asleep=$!
	wait_until column_sum reasons exits reason=$HALT -eq 1
	insmod "$HERE/slow.ko" function=kvm_io_bus_write us=0 held=1 || fail "cannot load slow.ko"
	"$TRAPGEN" ioeventfd-touch 50 >/dev/null & run=$!
	wait_until cat /sys/module/slow/parameters/waiting = Y
	kvm=$(kvm_exits)
	eval "$2"
	echo 0 >/sys/module/slow/parameters/held
	wait $run || fail "trapgen"
	rmmod slow
	assert_eq "$2: exits and lost" $(($(summary total) + $(summary lost))) "$(($1))"
	kill -KILL $asleep
	wait $asleep 2>/dev/null || true
}
unattributed kvm 'echo 0 >$P/enabled'
unattributed 0 'echo 0 >$P/enabled; echo 1 >$P/reset'
unattributed 1 'echo 1 >$P/reset; echo 0 >$P/enabled'
unattributed 0 'echo 1 >$P/filter_pid; echo 1 >$P/reset'
