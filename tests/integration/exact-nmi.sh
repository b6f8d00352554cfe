# SPDX-License-Identifier: GPL-2.0-only
# An NMI or SMI that the VMM sends: IRET of the first is an exit by which KVM knows that the next NMI
# may come, and RSM is what ends an SMI. Intel's CPUs know of NMIs themselves: there is an exit only
# where the next one waits, NMI_WINDOW. RSM is an invalid opcode to them.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
load_module
# kvm PROGRAM NAME: KVM's own number. 5.10 leaves out what the names of others end with.
kvm() {
	awk -v name="^$2(_exits)?$" '$3 == "kvm" && $4 ~ name { n += $5 } $2 == "kvm" && $3 ~ name { n += $4 }
		END { print n + 0 }' "$WORK/out-$1"
}
if on_intel; then resume=UD_EXCP; else resume=RSM; fi
# sent PROGRAM N TOLD: KVM saw TOLD times that the guest had returned from an NMI. It injected N, or
# more: it injects one again when another exit came before the guest took it, or when the thread had
# to do something else before it entered the guest.
sent() {
	local n
	assert_eq "nmi_window_exits of $1" "$(kvm "$1" nmi_window)" "$3"
	n=$(kvm "$1" nmi_injections)
	[ "$n" -ge "$2" ] || fail "nmi_injections of $1: $n, expected $2"
}
exact nmi 300
sent nmi 300 "$(on_intel && echo 0 || echo 300)"
on_intel || assert_eq "class of IRET" "$(column_sum reasons exits reason=IRET class=irq)" 300
exact two-nmis 300
sent two-nmis 600 "$(on_intel && echo 300 || echo 600)"
! on_intel || assert_eq "class of NMI_WINDOW" "$(column_sum reasons exits reason=NMI_WINDOW class=irq)" 300
exact smi 300
"$TRAPGEN" smi 1 --vcpus=2 >/dev/null 2>"$WORK/err"
assert_eq "SMIs of two vCPUs" "$? $(cat "$WORK/err")" "2 trapgen: smi wants 1 vCPU: say --vcpus=1"
# Without unrestricted guest KVM emulates all of an SMI.
! grep -qs '[0N]' /sys/module/kvm_intel/parameters/unrestricted_guest || exit 0
assert_eq "class of RSM" "$(column_sum reasons exits reason=$resume class=cpu)" 300
# The last access before an SMI is looked at when the guest is in SMM, with other slots.
on_intel || exact self-smi 300
