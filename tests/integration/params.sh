# SPDX-License-Identifier: GPL-2.0-only
# Bad parameters are refused at load and later, with one line that says what is wrong.
. "$(dirname "$0")/../lib/host.sh"
refused() {
	local lines
	dmesg -C
	insert_module "$1" 2>"$WORK/err" && fail "$1 was taken"
	grep -q 'Invalid parameters\|Numerical result out of range' "$WORK/err" ||
		fail "$1: $(cat "$WORK/err")"
	lines=$(dmesg | grep -c "kvmtrapcount: ${1%%=*}: ")
	[ "$lines" -eq 1 ] || fail "$1: $lines lines in the kernel log"
	[ ! -d /sys/module/kvmtrapcount ] || fail "$1: loaded all the same"
}
for bad in max_vcpus=70000 max_vcpus=-1 max_vcpus=many maxactive=70000 maxactive=x enabled=maybe \
	times=2 hot= attach=ftrace filter_pid=init filter_vm=2147483648 \
	trace_min_ns=1ms trace_min_ns=18446744073709551616 reset=0 times=nonsense hot=1garbage enabled=10; do
	refused $bad
done
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
