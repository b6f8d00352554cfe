# SPDX-License-Identifier: GPL-2.0-only
# The module builds without a warning for a kernel whose KVM is newer than its version says.
# Vendors have such kernels (RHEL 9, SLES: the KVM of 6.x on 5.14). Here it is Debian's 5.10,
# on both architectures, with headers that have all that module/arch/*/Kbuild looks for: one
# build for each of these would take minutes.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"

# What a Kbuild then defines ("!": no more), the header that tells it, and what sed does to 5.10's.
constructs_arm64='
KVMTRAP_HAVE_MP_STATE arch/arm64/include/asm/kvm_host.h s/^\tbool power_off;$/\tstruct kvm_mp_state mp_state;/
KVMTRAP_LATE_REGISTERS arch/arm64/include/asm/kvm_host.h $i #define PKVM_HOST_STATE_DIRTY 4
KVMTRAP_SMC_IS_CALL=1 include/kvm/arm_hypercalls.h s/kvm_hvc_call_handler/kvm_smccc_call_handler/'
constructs_x86='
KVMTRAP_EXIT_HAS_NO_REASON arch/x86/include/asm/kvm_host.h s/(\*get_exit_info)(struct kvm_vcpu \*vcpu,/& u32 *reason,/
KVMTRAP_ENTRY_HAS_FLAGS arch/x86/include/asm/kvm_host.h s/(\*run)(struct kvm_vcpu \*vcpu)/(*vcpu_run)(struct kvm_vcpu *vcpu,\n\t\t\t\t\t\t  u64 run_flags)/
KVMTRAP_HAVE_PF_STATS arch/x86/include/asm/kvm_host.h s/^\tu64 pf_fixed;$/\tu64 pf_taken;\n&\n\tu64 pf_emulate;\n\tu64 pf_mmio_spte_created;/
KVMTRAP_APIC_PAGE_UNMAPPED arch/x86/include/asm/kvm_host.h s/^\tstruct mutex apic_map_lock;$/&\n\tstruct rw_semaphore apicv_update_lock;/
!KVMTRAP_RIP_IS_REG arch/x86/include/asm/kvm_host.h /VCPU_REGS_RIP/d; s/^\tunsigned long regs\[NR_VCPU_REGS\];$/&\n\tunsigned long rip;/
KVMTRAP_HAVE_VM_TYPE arch/x86/include/asm/kvm_host.h s/^struct kvm_arch {$/#define KVM_X86_TDX_VM 5\n&\n\tu8 vm_type;/
KVMTRAP_HAVE_PROTECTED_STATE arch/x86/include/asm/kvm_host.h s/^\tstruct fpu \*guest_fpu;$/&\n\tbool guest_state_protected;/'

fail() { echo "$kernel: $*"; exit 1; }
tree=$BUILDROOT/src/module-backported
headers=$BUILDROOT/src/headers-backported	# -common, -kernel
own "$tree"
for kernel in 5.10 5.10-amd64; do
	arch=$(kernel_arch $kernel)
	arch=${arch/amd64/x86}
	constructs=constructs_$arch
	constructs=${!constructs#?}
	differ=$(comm -3 <(grep -oE 'KVMTRAP_[A-Z_]+' "$TOP/module/arch/$arch/Kbuild" | sort -u) \
		<(grep -oE '^!?KVMTRAP_[A-Z_]+' <<<"$constructs" | tr -d '!' | sort))
	[ -z "$differ" ] || fail "only in $arch/Kbuild, or only here: $differ"
	"$EMU/kernel.sh" $kernel
	release=$(cat "$CACHE/kernel/$kernel/release")
	rm -rf "$tree" "$headers"-{common,kernel}
	mkdir -p "$tree"
	# Hard links to the same files, in folders of the same depth, so that symbolic links in them
	# still work. A file that is changed becomes a file of its own.
	cp -al "$BUILDROOT/usr/src/linux-headers-${release%-*}-common" "$headers-common"
	cp -al "$BUILDROOT/usr/src/linux-headers-$release" "$headers-kernel"
	sed -i 's,/usr/src/linux-headers-[^/]*-common/,/src/headers-backported-common/,' "$headers-kernel/Makefile"
	while read -r macro header script; do
		sed -i.before "$script" "$headers-common/$header"
		! cmp -s "$headers-common/$header"{.before,} || fail "$header has nothing to change for $macro"
	done <<<"$constructs"

	cp -r "$TOP"/{VERSION,module,uapi} "$tree/"
	log=$BUILD/backported.log
	# shellcheck disable=SC2046 # words
	chroot "$BUILDROOT" make -s -C /src/headers-backported-kernel $(compiler $kernel) W=1 \
		M=/src/module-backported/module modules >"$log" 2>&1 || { cat "$log"; exit 1; }
	if grep -E 'warning|WARNING' "$log"; then exit 1; fi
	# The module was built with these headers, and its Kbuild has seen all that was changed in them.
	command=$tree/module/.main.o.cmd
	grep -q '/src/headers-backported-common/' "$command"
	while read -r macro _; do
		defined=no want=yes
		[[ $macro != !* ]] || want=no
		! grep -qe "-D${macro#!} " "$command" || defined=yes
		[ $defined = $want ] || fail "${macro#!} is defined: $defined, expected $want"
	done <<<"$constructs"
	rm -rf "$tree" "$headers"-{common,kernel}
done
