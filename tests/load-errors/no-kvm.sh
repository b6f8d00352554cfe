# SPDX-License-Identifier: GPL-2.0-only
# On a host without EL2, and on one whose KVM is switched off or not loaded, loading fails with
# ENODEV and one line. Nothing is left behind. Where there is KVM, but no module of the CPU's
# vendor, which may come later, the module loads.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
# tried NAME KERNEL OPTION...: load on such a host. What is said is in $dir/out.
tried() {
	local kernel=$2 ko
	dir=$BUILD/check/$1
	shift 2
	ko=$("$EMU/build.sh" "$kernel")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$EMU/run.sh" -k "$kernel" -d "$dir" "$@" 'dmesg -C
		insmod kvmtrapcount.ko && echo LOADED
		dmesg | grep "kvmtrapcount: "
		ls -d /sys/module/kvmtrapcount /sys/kernel/debug/kvmtrap 2>/dev/null
		true' >"$dir/out"
	cat "$dir/out"
	sed -i '/verification failed\|loading out-of-tree/d' "$dir/out"
}
# refused TEXT NAME KERNEL OPTION...: loading fails there, and the line has TEXT.
refused() {
	tried "${@:2}"
	grep -q 'insmod: ERROR: .*: No such device' "$dir/out"
	grep -q "$1" "$dir/out"
	[ "$(wc -l <"$dir/out")" -eq 2 ]
}
refused 'KVM is not running on this host' no-el2 6.1 -m novirt
refused 'KVM is not running on this host' kvm-none 6.1 -a kvm-arm.mode=none
refused 'KVM is not loaded on this host: modprobe kvm_amd first' no-kvm 6.12-amd64 -a kvmtrap.kvm=
tried no-vendor 6.12-amd64 -m novirt
grep -q LOADED "$dir/out"
grep -q 'kvmtrapcount: version .*: counting, attach=tracepoint' "$dir/out"
[ "$(wc -l <"$dir/out")" -eq 4 ]
