# SPDX-License-Identifier: GPL-2.0-only
# make check-here on a machine that is somebody's, here this host: the numbers are exact while another
# VM runs. It leaves that VM, the module's absence and the tracing as they were, also when it is ended;
# and where it cannot run, one line says why.
# limit: 5
. "$(dirname "$0")/../lib/host.sh"
export TICKS_FILE=${TICKS_FILE:-/run/kvmtrap-ticks}
here() { "$LIB/here" "$@" >"$WORK/out" 2>&1; }
# as_it_was: nothing is left of a run.
as_it_was() {
	[ ! -d /sys/module/kvmtrapcount ] || fail "the module is still loaded"
	assert_eq "instances of tracing" "$(ls /sys/kernel/tracing/instances)" ""
	assert_eq "folders in $TMPDIR" "$(ls "$TMPDIR")" ""
	assert_eq "who reads the kernel's log" "$(find /proc/[0-9]*/fd -lname /dev/kmsg 2>/dev/null | cut -d/ -f3 | sort -u | xargs)" "$log_readers"
	wait_until guests -eq 1
	kill -0 $other || fail "the VM of somebody else has ended"
}
guests() { pgrep -xc trapgen; }
log_readers=$(find /proc/[0-9]*/fd -lname /dev/kmsg 2>/dev/null | cut -d/ -f3 | sort -u | xargs)
export TMPDIR=$WORK/tmp
mkdir "$TMPDIR"
# On arm64 QEMU may miss that code was changed which another CPU runs: see need_text_patching.
runs="kretprobe tracepoint" second=exact-features program=sleep
! on_x86 || runs=tracepoint second=exact-msr program=spin
# It is nice, or this would take twice as long where all CPUs are one thread of QEMU.
nice -n 19 "$TRAPGEN" $program 1000000 >/dev/null &
other=$!
wait_until guests -eq 1

# --- two cases, one of which the host may lack ---
here "$HERE" exact-mem $second || fail "$(cat "$WORK/out")"
for attach in $runs; do
	grep -qx "ok exact-mem $attach" "$WORK/out" || fail "$(cat "$WORK/out")"
	grep -qE "^ok $second $attach( # SKIP this host lacks .*)?$" "$WORK/out" || fail "$(cat "$WORK/out")"
done
n=$(wc -w <<<"$runs") skipped=$(grep -c '# SKIP' "$WORK/out")
assert_eq "the last line" "$(tail -n 1 "$WORK/out")" "$((2 * n - skipped)) passed, 0 failed, $skipped skipped"
grep -q "^  kernel  $(uname -r), " "$WORK/out" || fail "$(cat "$WORK/out")"
as_it_was

# --- cases that fail, and that are ended ---
cp -r "$HERE/lib" "$WORK/lib"
mkdir "$WORK/integration"
ln -s "$HERE"/{kvmtrapcount.ko,trapgen,kvmtrap} "$WORK"
cat >"$WORK/integration/fails.sh" <<'END'
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc 10
"$TRAPGEN" hvc 7 >/dev/null
assert_eq total "$(summary cpu)" 18
END
cat >"$WORK/integration/hangs.sh" <<'END'
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
echo 1 >"$TRACE/events/kvmtrap/enable"
"$TRAPGEN" sleep 1
END
here "$WORK" fails && fail "a case that fails passes"
assert_eq "what fails" "$(sed '/^$/,$d' "$WORK/out" | tr -s ' \n' ' ')" \
	"$(for attach in $runs; do printf '# total: 17, expected 18 not ok fails %s ' "$attach"; done)"
assert_eq "the last line" "$(tail -n 1 "$WORK/out")" "0 passed, $n failed, 0 skipped"
as_it_was
"$LIB/here" "$WORK" hangs >"$WORK/out" 2>&1 &
job=$!
counted() { [ ! -e $K/vms ] || column_sum vms exits; }
wait_until counted -ge 1 2>/dev/null
kill -TERM $job
wait $job
assert_eq "status of the one that was ended" $? 130
as_it_was

# --- refusals ---
# refuses TEXT COMMAND: run COMMAND in a shell whose mounts nobody else sees.
refuses() {
	unshare --mount --propagation private bash -c "$2"' exec "$0" "$1" exact-mem' "$LIB/here" "$HERE" >"$WORK/out" 2>&1
	local status=$?
	assert_eq "status, and lines of '$(cat "$WORK/out")'" "$status $(wc -l <"$WORK/out")" "2 1"
	grep -qF -- "check-here: $1" "$WORK/out" || fail "no '$1': $(cat "$WORK/out")"
}
# put FILE TEXT: the command that puts TEXT in the place of a file.
put() { echo "echo '$2' >$WORK/text; mount --bind $WORK/text $1;"; }
refuses "this machine is " 'exec setarch linux32 "$0" "$1";'
refuses "must run as root" 'exec setpriv --reuid=65534 --clear-groups "$0" "$1";'
refuses "this kernel loads no modules" 'mount --bind /proc/self /proc;'
refuses "there is no /dev/kvm" 'mount -t tmpfs none /dev;'
refuses "debugfs is not mounted" 'umount -l /sys/kernel/debug;'
enforce=/sys/module/module/parameters/sig_enforce
[ ! -e $enforce ] || refuses "the kernel takes only signed modules" "$(put $enforce Y)"
[ ! -d /sys/kernel/security ] || refuses "the kernel is locked down" "mount -t tmpfs none /sys/kernel/security; echo 'none [integrity] confidentiality' >/sys/kernel/security/lockdown;"
refuses "KVM does not run a guest" "$(put "$HERE/trapgen" 'no program')"
refuses "cannot load the module" "$(put "$HERE/kvmtrapcount.ko" 'no module')"
refuses "the kernel's log cannot be followed" 'mount --bind /dev/null /dev/kmsg;'
refuses "no case 'disable' runs here" 'exec "$0" "$1" disable;'
# This one writes cases of the group, and is none.
grep -q ' exact-mem ' "$WORK/out" && ! grep -q ' check-here ' "$WORK/out" || fail "what runs here: $(cat "$WORK/out")"
as_it_was
load_module
refuses "kvmtrapcount is loaded already" ''
[ -e $P/enabled ] || fail "the module is no longer loaded"
kill $other
