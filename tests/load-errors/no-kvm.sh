# SPDX-License-Identifier: GPL-2.0-only
# On a host without EL2, and on one whose KVM is switched off, loading fails with ENODEV and one
# line. Nothing is left behind.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
refused() {
	local dir=$BUILD/check/$1
	shift
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$EMU/run.sh" -d "$dir" "$@" 'dmesg -C
		insmod kvmtrapcount.ko && echo LOADED
		dmesg | grep "kvmtrapcount: "
		ls -d /sys/module/kvmtrapcount /sys/kernel/debug/kvmtrap 2>/dev/null
		true' >"$dir/out"
	cat "$dir/out"
	grep -q 'insmod: ERROR: .*: No such device' "$dir/out"
	grep -q 'KVM is not running on this host' "$dir/out"
	[ "$(grep -v 'verification failed\|loading out-of-tree' "$dir/out" | wc -l)" -eq 2 ]
}
ko=$("$EMU/build.sh" 6.1)
refused no-el2 -m novirt
refused kvm-none -a kvm-arm.mode=none
