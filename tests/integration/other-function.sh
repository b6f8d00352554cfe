# SPDX-License-Identifier: GPL-2.0-only
# A function or a tracepoint that only has the same name as KVM's is not taken for it, and the
# module says so. It is imitated by a copy of the module that has other names.
. "$(dirname "$0")/../lib/host.sh"
renamed() { sed "s/$1/$2/g" "$KO" >"$WORK/renamed.ko" && ! cmp -s "$KO" "$WORK/renamed.ko" || fail "no $1 in $KO"; }

refused() { # TRACEPOINT
	dmesg -C
	insmod "$WORK/renamed.ko" attach=tracepoint 2>/dev/null && fail "$1 with other arguments was taken"
	assert_eq "lines" "$(dmesg | grep -c "kvmtrapcount: tracepoint $1 of this kernel has other arguments")" 1
	assert_eq "all lines" "$(dmesg | grep -c kvmtrapcount:)" 1
	[ ! -e $K ] || fail "$K is there"
}

# The arguments are compared with the fields of the tracepoint's event.
renamed errno xrrno
refused kvm_userspace_exit
# On x86 the arguments of the others are compared when the module is built.
! on_x86 || exit 0

# A name of the same length, of a function that is called to open files and has no vCPU.
renamed handle_exit path_openat
insmod "$WORK/renamed.ko" attach=kretprobe times=1 || fail "cannot load it"
cat /sys/module/*/refcnt >/dev/null
[ "$(health calls.refused)" -gt 0 ] || fail "$(health calls.refused) calls were refused"
"$TRAPGEN" hvc 100 >/dev/null || fail "trapgen"
assert_eq "exits" "$(summary total)" 0
rmmod kvmtrapcount || fail "cannot unload it"

# Its first argument is NULL where memory without a file is mapped, as each program does.
renamed handle_exit mmap_region
insmod "$WORK/renamed.ko" attach=kretprobe || fail "cannot load it"
/bin/true
[ "$(health calls.refused)" -gt 0 ] || fail "$(health calls.refused) calls without an argument were refused"
rmmod kvmtrapcount || fail "cannot unload it"

renamed esr_ec xsr_ec
refused kvm_exit
insmod "$WORK/renamed.ko" attach=kretprobe || fail "the other attachment does not need it"
rmmod kvmtrapcount

# kvm_exit and kvm_entry have this field. The kretprobe needs neither before times are measured.
renamed vcpu_pc vxpu_pc
refused kvm_exit
insmod "$WORK/renamed.ko" attach=kretprobe || fail "the other attachment does not need them"
dmesg -C
(echo 1 >$P/times) 2>"$WORK/err" && fail "times are measured"
grep -q "Invalid argument" "$WORK/err" || fail "$(cat "$WORK/err")"
assert_eq "lines" "$(dmesg | grep -c "kvmtrapcount: tracepoint kvm_entry of this kernel has other arguments")" 1
assert_eq "times" "$(cat $P/times)" N
rmmod kvmtrapcount
