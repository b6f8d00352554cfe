# SPDX-License-Identifier: GPL-2.0-only
# What else traps on x86 counts as often as the guest does it: eventfds at ports, coalesced stores, string
# instructions, registers, INVLPG and the like, and undefined instructions.
# groups: guests
# needs: x86
. "$(dirname "$0")/../lib/host.sh"
load_module
exact ioeventfd-port 300
exact ioeventfd-any 300
exact coalesced 85
exact rep-outs 50
exact rep-ins 50
exact rep-stos 50
for program in invlpg pause wbinvd invd rdpmc monitor mwait xsetbv cr0 cr3 cr4 cr8 dr dr-debug ud; do
	exact $program 200
done

# Over the end of a page one access makes KVM_RUN return twice. That is one exit, and one exit to user.
"$TRAPGEN" split 200 --then "cat $K/vcpus $K/reasons $K/userspace >$WORK/snap" >"$WORK/out" || fail "trapgen split"
vm=$(column "$WORK/snap:vcpus" vm state=live pid="$(vmm_pid "$WORK/out")")
assert_eq "accesses over the end of a page" "$(column_sum "$WORK/snap:reasons" exits vm="$vm" reason=MMIO_USER)" 200
assert_eq "returns for them" "$(column_sum "$WORK/snap:userspace" returns vm="$vm" reason=MMIO)" 400
# The last one is the end of the program.
assert_eq "exits to user" "$(column_sum "$WORK/snap:vcpus" to_user vm="$vm")" 201
