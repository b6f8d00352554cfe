# SPDX-License-Identifier: GPL-2.0-only
# The module is loaded, a guest runs, and the module is unloaded, over and over. Nothing is left
# behind, and the kernel does not complain.
. "$(dirname "$0")/../lib/host.sh"
dmesg -C
for _ in $(seq 8); do
	load_module
	"$TRAPGEN" mixed 20 >/dev/null || fail "trapgen"
	unload_module
done
[ ! -e $K ] || fail "$K is still there"
! grep -q kvmtrapcount /sys/kernel/debug/kprobes/list || fail "probes are left"
complaints=$(dmesg | grep -E 'BUG|WARNING|Oops|Call trace|refcount|cut here')
[ -z "$complaints" ] || fail "the kernel complains: $complaints"
