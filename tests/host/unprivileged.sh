# SPDX-License-Identifier: GPL-2.0-only
# Who is not root can neither read nor write, until an administrator opens
# debugfs; the parameters stay root's. No kernel address is shown to anybody.
. "$(dirname "$0")/lib.sh"
load
exact mixed 20 --vcpus=2
nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@" 2>&1; }
nobody cat $K/summary | grep -q 'Permission denied' || fail "anybody can read"
mode=$(stat -c %a /sys/kernel/debug)
chmod 755 /sys/kernel/debug
nobody cat $K/* >"$WORK/all" || fail "cannot read in an open debugfs"
for p in enabled reset; do
	nobody bash -c "echo 1 >$P/$p" | grep -q 'Permission denied' || fail "anybody can write $p"
done
chmod "$mode" /sys/kernel/debug
for f in summary vms vcpus reasons userspace health; do
	same "mode of $f" "$(stat -c %a $K/$f)" 444
	bash -c "echo 1 >$K/$f" 2>/dev/null && fail "root can write $f"
done
! grep -iE 'ffff[0-9a-f]{8}' "$WORK/all" || fail "an address"
