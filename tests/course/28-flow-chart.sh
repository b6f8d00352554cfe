# SPDX-License-Identifier: GPL-2.0-only
# Row 28: each branch of the flow chart has its counter: handled in the kernel, left for I/O, left for a signal.
. "$(dirname "$0")/../lib/host.sh"
load_module
after() { # PROGRAM PASSES: exits other than irq that stayed, left, signal
	echo 1 >$P/reset
	"$TRAPGEN" "$1" "$2" --then "cat $K/vcpus >$WORK/vcpus" >/dev/null || fail "trapgen $1"
	rows "$WORK/vcpus" '{ print col("exits") - col("irq") - col("left"), col("left"), col("signal") }' state=live
}
# The fetch of the code stays too; the doorbell leaves.
assert_eq "hvc: stayed, left, signal" "$(after hvc 100)" "101 1 0"
assert_eq "store: stayed, left, signal" "$(after store 100)" "1 101 0"
assert_eq "spin: stayed, left, signal" "$(after spin 10)" "1 0 10"
