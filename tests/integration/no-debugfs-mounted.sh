# SPDX-License-Identifier: GPL-2.0-only
# If debugfs is not mounted when the module is loaded, the module counts. Its files are there once
# debugfs is mounted.
. "$(dirname "$0")/../lib/host.sh"
defer 'mountpoint -q /sys/kernel/debug || mount -t debugfs none /sys/kernel/debug'
unload_module
umount /sys/kernel/debug/tracing 2>/dev/null
umount /sys/kernel/debug || fail "cannot unmount debugfs"
load_module
[ ! -e $K ] || fail "$K is there"
"$TRAPGEN" hvc 50 >/dev/null || fail "trapgen"
mount -t debugfs none /sys/kernel/debug || fail "cannot mount debugfs"
assert_eq "hypercalls" "$(summary cpu)" 50
