# SPDX-License-Identifier: GPL-2.0-only
# What the kernel complains about is seen behind a gap, too: when it said more than its log holds
# before anybody could read it.
. "$(dirname "$0")/../lib/host.sh"
before=$(cat /proc/sys/kernel/printk_devkmsg)
defer 'echo $before >/proc/sys/kernel/printk_devkmsg'
echo on >/proc/sys/kernel/printk_devkmsg
"$LIB/follow-log" >"$WORK/log" & follower=$!
wait_for test -s "$WORK/log"
reader=$(pgrep -P $follower)
kill -STOP "$reader"
line=$(printf '<7>%900d' 0)
for _ in $(seq 4000); do echo "$line"; done >/dev/kmsg
echo "<7>behind the gap" >/dev/kmsg
kill -CONT "$reader"
wait_for grep -q 'behind the gap' "$WORK/log"
[ "$(grep -c ' 0$' "$WORK/log")" -lt 4000 ] || fail "nothing was overwritten"
