# SPDX-License-Identifier: GPL-2.0-only
# Row 28: each branch of the flow chart has its counter: handled in the kernel, left for I/O, left for a signal.
. "$(dirname "$0")/../lib/host.sh"
load
after() { # PROGRAM PASSES: exits other than irq that stayed, left, signal
	echo 1 >$P/reset
	"$TRAPGEN" "$1" "$2" --then "cat $K/vcpus >$WORK/vcpus" >/dev/null || fail "trapgen $1"
	awk 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i }
		NR > 2 && $c["state"] == "live" { print $c["exits"] - $c["irq"] - $c["left"], $c["left"], $c["signal"] }' "$WORK/vcpus"
}
# The fetch of the code stays too; the doorbell leaves.
same "hvc: stayed, left, signal" "$(after hvc 100)" "101 1 0"
same "store: stayed, left, signal" "$(after store 100)" "1 101 0"
same "spin: stayed, left, signal" "$(after spin 10)" "1 0 10"
