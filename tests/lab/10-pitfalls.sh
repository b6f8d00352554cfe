# SPDX-License-Identifier: GPL-2.0-only
# Row 10: the pitfalls are set right, and told: the guest has the memory it is meant to have, the disk has room for all.
. "$(dirname "$0")/../lib/lab.sh"
needs boot
grep -q 'mem=512M' "$TOP/docs/kvm.md" || fail "not told"
grep -qE 'mem=[0-9]+M ' "$EMU/guest.sh" || fail "mem= without its unit"
memory=$(sed -n 's/^run1: MemTotal: *\([0-9]*\) kB$/\1/p' log)
# 448 MiB, but for what the kernel keeps for itself.
[ "$memory" -gt 400000 ] && [ "$memory" -le 458752 ] || fail "the guest has $memory kB"
