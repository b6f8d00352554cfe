# SPDX-License-Identifier: GPL-2.0-only
# Loading is refused on a kernel without one of the functions (ENOENT), and on one that forbids a
# probe there (EINVAL). One line names the function, and what was attached before is detached.
# Such a kernel is imitated by a copy of the module that has another name for the function.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"

# probing NAME FUNCTION: make a copy that probes NAME where the module probes FUNCTION.
probing() {
	perl -0777 -pe 'BEGIN { ($to, $from) = splice @ARGV, 0, 2; $to .= "\0" x (length($from) - length $to) }
		s/(?<!\w)$from\0/$to\0/g' "$1" "$2" "$KO" >"$WORK/renamed.ko"
	! cmp -s "$KO" "$WORK/renamed.ko" || fail "no $2 in $KO"
}
# refused ERROR LINE [PARAMETER ...]: check that loading is refused, and what insmod and the
# kernel say.
refused() {
	dmesg -C
	KO=$WORK/renamed.ko insert_module "${@:3}" 2>"$WORK/err" && fail "loaded, though: $2"
	grep -q "insmod: ERROR: .*: \($1\)" "$WORK/err" || fail "insmod: $(cat "$WORK/err")"
	dmesg | grep -qF "kvmtrapcount: $2" || fail "no line '$2': $(dmesg)"
	assert_eq "lines" "$(dmesg | grep -c kvmtrapcount:)" 1
	[ ! -e /sys/module/kvmtrapcount ] && [ ! -e $K ] || fail "something is left behind"
	no_probes
}
unload_module
for function in $PROBES kvm_arch_vcpu_create; do
	probing no_such_fn "$function"
	refused 'Unknown symbol in module\|No such file or directory' \
		"cannot probe no_such_fn: this kernel has no such function"
done
# A function that the kernel allows no probe on, with a name that is short enough.
forbidden=$(awk '$2 !~ /[.]/ && length($2) > 8 && length($2) <= 20 { print $2 }' /sys/kernel/debug/kprobes/blacklist |
	grep -x '[a-z_0-9]*' | tail -n 1)
probing "$forbidden" kvm_arch_vcpu_create
refused 'Invalid' "cannot probe $forbidden: this kernel forbids a probe there"

# What only times need is looked for when all else is attached.
probing no_such_fn kvm_vcpu_wakeup
refused 'Unknown symbol in module\|No such file or directory' \
	"this kernel has no tracepoint no_such_fn: is CONFIG_KVM on? Times need it" times=1
load_module
exact hvc 20
