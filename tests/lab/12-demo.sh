# SPDX-License-Identifier: GPL-2.0-only
# Rows 12 to 15: cross-built, an ARMv8 host on a simulator, a guest in it, each console in a file of its own.
. "$(dirname "$0")/lib.sh"
needs boot
file -b "$BUILD/arm64/trapgen" 2>/dev/null | grep -q 'ARM aarch64' || readelf -h "$BUILD/arm64/trapgen" | grep -q AArch64 || fail "trapgen is not for arm64"
grep -q 'Linux version 6\.1' run1.log || fail "no guest's log"
grep -qE 'login:|Welcome to|systemd' run1.log || fail "no Debian in the guest's log"
[ -e host.log ] || fail "no host's log"
! cmp -s host.log run1.log || fail "one log for both"
