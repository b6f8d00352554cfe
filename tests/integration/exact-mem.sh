# SPDX-License-Identifier: GPL-2.0-only
# These count as memory: fresh pages, dirty logging, reads of a read-only slot, and fetches and
# table walks outside every slot.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact touch 500
# If the host has the guest's pages, KVM without nested paging may map several at one fault. What it does
# with EPT was not tried.
[ $PAGE != DABT_LOW ] && [ $PAGE != NPF ] || exact touch 400 --populate
# KVM_RUN fails once for each vCPU, with a reason where KVM tells one beside the errno.
exact withheld 100 --vcpus=2
exact dirty 200
exact dirty-rounds 4
exact readonly 100
if on_x86; then
	exact new-slot 100
	exact readonly-device 100
	# Whether the error code says that it was a fetch has not been seen with shadow paging.
	[ $PAGE = PF_EXCP ] || exact jump
else
	exact jump
	exact jump-gicv2
	exact walk
	exact walk-gicv2
	exact walk-ram
fi
