# SPDX-License-Identifier: GPL-2.0-only
# Rows 12 to 15: the programs are built for arm64, an ARMv8 host runs on a simulator, a guest runs in
# it, and each console is in a file of its own.
. "$(dirname "$0")/../lib/lab.sh"
needs boot
[ "$(od -An -tx1 -j18 -N1 "$BUILD/arm64/trapgen")" = " b7" ] || fail "trapgen is not for arm64"
for what in "Linux $(cat kernel) aarch64" '"Debian GNU/Linux' systemd; do
	grep -q "^run1: $what" log || fail "the guest does not say: $what"
done
[ "$(wc -l <run1.log)" -gt 20 ] || fail "no guest's console"
[ -e host.log ] || fail "no host's log"
! cmp -s host.log run1.log || fail "one log for both"
