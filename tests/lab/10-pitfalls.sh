# SPDX-License-Identifier: GPL-2.0-only
# Row 10: the guest has the memory that its kernel was told to have.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local memory
	memory=$(sed -n 's/^run1: MemTotal: *\([0-9]*\) kB$/\1/p' log)
	# It is 448 MiB, without what the kernel keeps for itself.
	[ "$memory" -gt 400000 ] && [ "$memory" -le 458752 ] || fail "the guest has $memory kB"
}
on_both boot check
