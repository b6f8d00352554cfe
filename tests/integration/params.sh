# SPDX-License-Identifier: GPL-2.0-only
# Bad parameters are refused at load and later, with one line that says what is wrong.
. "$(dirname "$0")/../lib/host.sh"
# refused PARAMETER ERROR
refused() {
	local lines
	dmesg -C
	insert_module "$1" 2>"$WORK/err" && fail "$1 was taken"
	grep -q "$2" "$WORK/err" || fail "$1: $(cat "$WORK/err")"
	lines=$(dmesg | grep -c "kvmtrapcount: ${1%%=*}: ")
	[ "$lines" -eq 1 ] || fail "$1: $lines lines in the kernel log"
	[ ! -d /sys/module/kvmtrapcount ] || fail "$1: loaded all the same"
}
for bad in max_vcpus=-1 max_vcpus=many maxactive=x enabled=maybe times=2 hot= attach=ftrace filter_pid=init \
	trace_min_ns=1ms reset=0 times=nonsense hot=1garbage enabled=10; do
	refused $bad 'Invalid parameters'
done
for bad in max_vcpus=70000 maxactive=70000 filter_vm=2147483648 trace_min_ns=18446744073709551616; do
	refused $bad 'Numerical result out of range'
done
if on_x86; then
	refused attach=kretprobe 'Invalid parameters'
	dmesg | grep -q "attach: 'kretprobe' is not offered on x86.*: say attach=tracepoint" || fail "$(dmesg)"
fi
load_module max_vcpus=1 maxactive=1
assert_eq "max_vcpus" "$(health records.limit)" 1
assert_eq "maxactive" "$(health probes.maxactive)" 1
load_module
assert_eq "default max_vcpus" "$(health records.limit)" 1024

# If they are written later, the parameter keeps its value.
for p in $(cd $P && ls); do
	[ "$p" != attach ] && [ "$p" != maxactive ] && [ "$p" != max_vcpus ] || {
		echo 1 2>/dev/null >$P/$p && fail "$p can be written"
		continue
	}
	[ "$p" = reset ] || before=$(cat $P/$p)
	for bad in '' x -1 nope 1x 0x10; do
		dmesg -C
		echo "$bad" 2>/dev/null >$P/$p && fail "$p took '$bad'"
		assert_eq "lines about $p='$bad'" "$(dmesg | grep -c "kvmtrapcount: $p: ")" 1
	done
	[ "$p" = reset ] || assert_eq "$p after that" "$(cat $P/$p)" "$before"
done

# Whoever writes goes on when no handler is left that still does as before: for that
# each of these waits once.
T=/sys/kernel/tracing
defer 'echo 0 >$T/events/kprobes/kvmtrap_wait/enable; echo -:kvmtrap_wait >>$T/kprobe_events; rmmod slow 2>/dev/null'
echo 'p:kvmtrap_wait synchronize_rcu' >>$T/kprobe_events || fail "cannot probe synchronize_rcu"
echo "common_pid == $$" >$T/events/kprobes/kvmtrap_wait/filter
echo 1 >$T/events/kprobes/kvmtrap_wait/enable
load_module hot=1
for written in "hot 0" "filter_pid 1" "reset 1"; do
	read -r p value <<<"$written"
	: >$T/trace
	echo "$value" >$P/$p
	assert_eq "waits for handlers, after $value was written to $p" "$(grep -c kvmtrap_wait: $T/trace)" 1
done
echo 0 >$T/events/kprobes/kvmtrap_wait/enable

# The files of parameters go after the module's memory has: what is written between
# them does nothing.
insmod $HERE/slow.ko function=mod_sysfs_teardown us=0 held=1 || fail "cannot load slow.ko"
rmmod kvmtrapcount & unloading=$!
wait_for grep -q Y /sys/module/slow/parameters/waiting
for p in times reset hot enabled filter_vm; do
	echo 1 >$P/$p || fail "$p cannot be written any more"
done
echo 0 >/sys/module/slow/parameters/held
wait $unloading || fail "cannot unload"
rmmod slow
