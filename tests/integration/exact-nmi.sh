# SPDX-License-Identifier: GPL-2.0-only
# An NMI or SMI that the VMM sends: IRET of the first is an exit by which KVM knows that the next NMI
# may come, and RSM is what ends an SMI.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
load_module
# kvm PROGRAM NAME: KVM's own number. 5.10 leaves out what the names of others end with.
kvm() {
	awk -v name="^$2(_exits)?$" '$3 == "kvm" && $4 ~ name { n += $5 } $2 == "kvm" && $3 ~ name { n += $4 }
		END { print n + 0 }' "$WORK/out-$1"
}
# sent PROGRAM N: KVM saw N times that the guest had returned from an NMI. It injected as many, or
# more: it injects one again when another exit came before the guest took it, or when the thread had
# to do something else before it entered the guest.
sent() {
	local n
	assert_eq "nmi_window_exits of $1" "$(kvm "$1" nmi_window)" "$2"
	n=$(kvm "$1" nmi_injections)
	[ "$n" -ge "$2" ] || fail "nmi_injections of $1: $n, expected $2"
}
exact nmi 300
sent nmi 300
assert_eq "class of IRET" "$(column_sum reasons exits reason=IRET class=irq)" 300
exact two-nmis 300
sent two-nmis 600
exact smi 300
assert_eq "class of RSM" "$(column_sum reasons exits reason=RSM class=cpu)" 300
