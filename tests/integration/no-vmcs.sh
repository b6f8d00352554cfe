# SPDX-License-Identifier: GPL-2.0-only
# An exit of which VMREAD tells nothing is counted all the same, as UNREADABLE, and health says how many:
# while no VMCS is there, and while VMX is off, so that VMREAD is an invalid opcode. A real guest after
# that is read.
# needs: vmx
. "$(dirname "$0")/../lib/host.sh"
case $(uname -r) in
5.10.*) skip "the module of this test has the arguments of kvm_exit since 5.16" ;;
esac
pid=
parameters=$(cd /sys/module/kvm_intel/parameters && grep . ept unrestricted_guest | tr : = | paste -sd ' ')
defer '[ -z "$pid" ] || kill -KILL $pid 2>/dev/null; unload_module; rmmod layout 2>/dev/null; modprobe kvm_intel $parameters'

# all_unreadable WHAT: show two vCPUs that have no VMCS, with ten exits each.
all_unreadable() {
	load_module
	insmod "$HERE/layout.ko" vmx=1 || fail "cannot load layout.ko"
	assert_eq "$1: UNREADABLE" "$(column_sum reasons exits reason=UNREADABLE)" 20
	assert_eq "$1: all exits" "$(column_sum vcpus exits)" 20
	assert_eq "$1: lost" "$(column_sum vcpus lost)" 0
	assert_eq "$1: health" "$(health exits.unreadable)" 20
	unload_module
	rmmod layout
}
all_unreadable "no VMCS"

# The VMCS on this CPU may be another guest's, here one that is asleep. Nothing tells that it is another's,
# but a TD, of which no VMCS can be read (since 6.16), is known by its type.
beside_sleeper() { # HLT UNREADABLE ARGUMENT ...
	load_module
	"$TRAPGEN" sleep >/dev/null & pid=$!
	wait_until column_sum reasons exits reason=HLT -eq 1
	insmod "$HERE/layout.ko" vmx=1 "${@:3}" || fail "cannot load layout.ko ${*:3}"
	assert_eq "beside a guest, ${*:3}: HLT" "$(column_sum reasons exits reason=HLT)" "$1"
	assert_eq "beside a guest, ${*:3}: UNREADABLE" "$(column_sum reasons exits reason=UNREADABLE)" "$2"
	assert_eq "beside a guest, ${*:3}: health" "$(health exits.unreadable)" "$2"
	kill -KILL $pid
	wait $pid 2>/dev/null
	unload_module
	rmmod layout
}
if printf '%s\n' 6.16 "$(uname -r)" | sort -CV; then
	beside_sleeper 21 0
	beside_sleeper 1 20 tdx=1
fi

rmmod kvm_intel || fail "cannot unload kvm_intel"
all_unreadable "no VMX"
modprobe kvm_intel $parameters || fail "cannot load kvm_intel"
load_module
exact cpuid 100
