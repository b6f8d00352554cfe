# SPDX-License-Identifier: GPL-2.0-only
# Row 28: each branch of the flow chart has a counter: handled in the kernel, to userspace for I/O,
# to userspace for a signal.
. "$(dirname "$0")/../lib/host.sh"
load_module
after() { # PROGRAM PASSES: exits but irq that stayed in the kernel, to_user, signal_exits
	echo 1 >$P/reset
	"$TRAPGEN" "$1" "$2" --then "cat $K/vcpus >$WORK/vcpus" >/dev/null || fail "trapgen $1"
	rows "$WORK/vcpus" '{ print col("exits") - col("irq") - col("to_user"), col("to_user"), col("signal_exits") }' state=live
}
# The fetch of the code is handled in the kernel, too. The doorbell goes to userspace.
assert_eq "hvc: in the kernel, to_user, signal_exits" "$(after hvc 100)" "101 1 0"
assert_eq "store: in the kernel, to_user, signal_exits" "$(after store 100)" "1 101 0"
assert_eq "spin: in the kernel, to_user, signal_exits" "$(after spin 10)" "1 0 10"
