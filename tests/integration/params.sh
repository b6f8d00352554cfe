# SPDX-License-Identifier: GPL-2.0-only
# Bad parameters are refused with one line that says what is wrong.
. "$(dirname "$0")/../lib/host.sh"
refused() {
	local lines
	dmesg -C
	insert_module "$1" 2>"$WORK/err" && fail "$1 was taken"
	grep -q 'Invalid parameters\|Numerical result out of range' "$WORK/err" ||
		fail "$1: $(cat "$WORK/err")"
	lines=$(dmesg | grep -c kvmtrapcount: )
	[ "$lines" -ge 1 ] || fail "$1: no line in the kernel log"
	[ ! -d /sys/module/kvmtrapcount ] || fail "$1: loaded all the same"
}
refused max_vcpus=70000
refused maxactive=70000
refused enabled=maybe
load_module max_vcpus=1 maxactive=1
assert_eq "max_vcpus" "$(health records.limit)" 1
assert_eq "maxactive" "$(health instances.each)" 1
load_module
assert_eq "default max_vcpus" "$(health records.limit)" 1024
