# SPDX-License-Identifier: GPL-2.0-only
# A user who is not root can neither read the files nor write parameters, even if an administrator
# has opened debugfs. No kernel address is shown to anybody.
. "$(dirname "$0")/../lib/host.sh"
dmesg -C
load_module times=1 hot=1
exact mixed 20 --vcpus=2
nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@" 2>&1; }
nobody cat $K/summary | grep -q 'Permission denied' || fail "anybody can read"
mode=$(stat -c %a /sys/kernel/debug)
chmod 755 /sys/kernel/debug
nobody cat $K/vcpus | grep -q 'Permission denied' || fail "anybody can read in an open debugfs"
cat $K/* $K/.snapshot >"$WORK/all" || fail "root cannot read"
for p in $(cd $P && ls); do
	nobody bash -c "echo 1 >$P/$p" | grep -q 'Permission denied' || fail "anybody can write $p"
done
chmod "$mode" /sys/kernel/debug
for f in summary vms vcpus reasons userspace health .snapshot; do
	assert_eq "mode of $f" "$(stat -c %a $K/$f)" 400
	bash -c "echo 1 >$K/$f" 2>/dev/null && fail "root can write $f"
done
# No address is in the module's messages, such as that of a refusal, nor in its events.
T=/sys/kernel/tracing
echo x 2>/dev/null >$P/enabled
dmesg | grep kvmtrapcount: >>"$WORK/all" || fail "no message"
echo 1 >$T/events/kvmtrap/enable
defer 'echo 0 >$T/events/kvmtrap/enable'
: >$T/trace
"$TRAPGEN" mixed 20 --vcpus=2 >/dev/null
grep -o 'kvmtrap_.*' $T/trace >>"$WORK/all"
[ "$(grep -c kvmtrap_exit: "$WORK/all")" -ge 80 ] || fail "no events"
! grep -iE 'ffff[0-9a-f]{8}' "$WORK/all" || fail "an address"
