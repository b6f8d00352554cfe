# SPDX-License-Identifier: GPL-2.0-only
# Rows 12 to 15: the programs are built for the host's architecture, the host runs on a simulator, a
# guest runs in it, and each console is in a file of its own.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local machine=aarch64 code=b7 what
	[ $arch = arm64 ] || machine=x86_64 code=3e
	[ "$(od -An -tx1 -j18 -N1 "$BUILD/$arch/trapgen")" = " $code" ] || fail "trapgen is not for $arch"
	for what in "Linux $(cat kernel) $machine" '"Debian GNU/Linux' systemd; do
		grep -q "^run1: $what" log || fail "the guest does not say: $what"
	done
	[ "$(wc -l <run1.log)" -gt 20 ] || fail "no guest's console"
	[ -e host.log ] || fail "no host's log"
	! cmp -s host.log run1.log || fail "one log for both"
}
on_both boot check
