# SPDX-License-Identifier: GPL-2.0-only
# If something is missing or goes away, kvmtrap says so in one line, and by its status.
. "$(dirname "$0")/../lib/host.sh"
D=/sys/kernel/debug
defer '[ -e $D/kprobes ] || mount -t debugfs none $D; echo 1 >$D/kprobes/enabled'
# says STATUS TEXT COMMAND...
says() {
	local status=$1 text=$2
	shift 2
	"$@" >"$WORK/out" 2>"$WORK/err"
	assert_eq "status of $*" $? "$status"
	grep -q -- "$text" "$WORK/err" || fail "$*: $(cat "$WORK/out" "$WORK/err")"
	[ "$(wc -l <"$WORK/err")" -le "${LINES_MOST:-1}" ] || fail "$*: more than a line: $(cat "$WORK/err")"
}
nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
unload_module
for c in list stat save\ /dev/null reset; do
	# shellcheck disable=SC2086 # words
	says 1 'not loaded: modprobe kvmtrapcount' "$KVMTRAP" $c
done
"$KVMTRAP" doctor >"$WORK/doctor" && fail "doctor finds nothing wrong without the module"
grep -A 1 '^FAIL .*not loaded' "$WORK/doctor" | grep -q 'modprobe kvmtrapcount' || fail "$(cat "$WORK/doctor")"

load_module
cp "$KVMTRAP" /tmp/kvmtrap-nobody
chmod 755 /tmp/kvmtrap-nobody
says 1 'be root' nobody /tmp/kvmtrap-nobody stat
says 1 'only root' nobody /tmp/kvmtrap-nobody reset
rm /tmp/kvmtrap-nobody
umount /sys/kernel/debug/tracing 2>/dev/null
umount /sys/kernel/debug
says 1 'mount -t debugfs' "$KVMTRAP" stat
"$KVMTRAP" doctor | grep -q 'mount -t debugfs' || fail "doctor"
mount -t debugfs none /sys/kernel/debug
says 1 "cannot read $WORK/nothing: No such file" "$KVMTRAP" stat --root "$WORK/nothing"

# If the disk is full, the file stays as it was.
mkdir "$WORK/disk"
mount -t tmpfs -o size=8k none "$WORK/disk"
echo old >"$WORK/disk/state"
head -c 4096 /dev/zero >"$WORK/disk/else"
"$KVMTRAP" save "$WORK/disk/state" 2>/dev/null && umount "$WORK/disk" && fail "saved to a full disk"
says 1 'No space left' "$KVMTRAP" save "$WORK/disk/state"
assert_eq "what was there" "$(cat "$WORK/disk/state")" old
assert_eq "files" "$(ls "$WORK/disk" | wc -l)" 2
umount "$WORK/disk"
says 1 'cannot write the output: No space left' sh -c "'$KVMTRAP' names >/dev/full"

# Broken pipes and Ctrl-C are no failures, and give no message.
"$KVMTRAP" names 2>"$WORK/err" | head -n 1 >/dev/null
[ ! -s "$WORK/err" ] || fail "$(cat "$WORK/err")"
"$KVMTRAP" stat -I 0.2 >"$WORK/out" 2>"$WORK/err" & pid=$!
wait_for grep -q '^total' "$WORK/out"
kill -INT $pid
wait $pid
assert_eq "status after Ctrl-C" $? 0
[ ! -s "$WORK/err" ] || fail "$(cat "$WORK/err")"

# The module is unloaded while kvmtrap watches it. doctor says what is wrong.
"$KVMTRAP" stat -I 0.2 >"$WORK/out" 2>"$WORK/err" & pid=$!
wait_for grep -q '^total' "$WORK/out"
wait_for rmmod kvmtrapcount
wait $pid
assert_eq "status" $? 1
grep -q 'the module has gone' "$WORK/err" || fail "$(cat "$WORK/err")"
load_module
echo 0 >/sys/kernel/debug/kprobes/enabled
"$KVMTRAP" doctor >"$WORK/doctor" && fail "doctor: $(cat "$WORK/doctor")"
echo 1 >/sys/kernel/debug/kprobes/enabled
grep -q 'FAIL .*kprobes' "$WORK/doctor" || fail "$(cat "$WORK/doctor")"
echo 7 >$P/filter_vm
"$KVMTRAP" doctor | grep -q '^WARN .*a filter is set' || fail "doctor does not know of the filter"
# The counters begin again between two snapshots.
echo 0 >$P/filter_vm
"$TRAPGEN" hvc 500 >/dev/null
"$KVMTRAP" stat --by reason -o "$WORK/reset" -- sh -c "echo 1 >$P/reset; $TRAPGEN hvc 20 >/dev/null"
grep -q 'were reset in between' "$WORK/reset" || fail "$(cat "$WORK/reset")"
awk -v hvc=$HVC '$3 == hvc && $4 == 20 { ok = 1 } END { exit !ok }' "$WORK/reset" || fail "$(cat "$WORK/reset")"
