// SPDX-License-Identifier: GPL-2.0-only
/*
 * layout.c - a module for tests, on x86: show vCPUs that are none of KVM's to whoever is
 * attached to kvm_exit. Each has ten exits by SVM. Behind struct kvm_vcpu, where the
 * address of the VMCB should be, is something else, or the VMCB is another guest's. Only
 * the last four have their own, with CPUID as its exit code, and the last one with a code
 * that has no name.
 *
 * AFTER: KVM counts an exit before kvm_exit fires.
 * VMX: they are two vCPUs with exits by VMX, of which no VMCS is there to be read.
 * TDX: and their VM is a TD, where the kernel has such.
 * CLEARED: at their fifth exit somebody has just set KVM's count to 0.
 */
#include <linux/kvm_host.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/tracepoint-defs.h>
#include <linux/tracepoint.h>
#include <linux/vmalloc.h>
#include <asm/svm.h>

static bool after;
module_param(after, bool, 0444);

static bool vmx;
module_param(vmx, bool, 0444);

static bool tdx;
module_param(tdx, bool, 0444);

static bool cleared;
module_param(cleared, bool, 0444);

DECLARE_TRACEPOINT(kvm_exit);

#define EXITS	10
#define VMX	1u
#define SVM	2u

static struct kvm *kvm;
static struct vmcb *vmcb;
static void *elsewhere;	/* a page that no address of a VMCB can have */
static struct kvm_vcpu *vcpus[14];
static unsigned int nr_vcpus;

typedef void exit_callback(void *data, struct kvm_vcpu *vcpu, u32 isa);

static void fire(struct kvm_vcpu *vcpu)
{
	const struct tracepoint_func *f;
	unsigned long flags;

	/* As KVM does: with interrupts off where it counts after it has fired. */
	local_irq_save(flags);
	if (after)
		local_irq_restore(flags);
	preempt_disable();
	f = rcu_dereference_sched(__tracepoint_kvm_exit.funcs);
	for (; f && f->func; f++)
		((exit_callback *)f->func)(f->data, vcpu, vmx ? VMX : SVM);
	preempt_enable();
	if (!after)
		local_irq_restore(flags);
}

/* The guest's registers, as KVM has them. */
struct guest {
	unsigned long rip, rax, rsp, cr2;
	bool encrypted;		/* KVM does not have them */
};

static void set_registers(struct kvm_vcpu *vcpu, const struct guest *guest)
{
#ifdef RIP_IS_REG
	vcpu->arch.regs[VCPU_REGS_RIP] = guest->rip;
#else
	vcpu->arch.rip = guest->rip;
#endif
	vcpu->arch.regs[VCPU_REGS_RAX] = guest->rax;
	vcpu->arch.regs[VCPU_REGS_RSP] = guest->rsp;
	vcpu->arch.cr2 = guest->cr2;
#ifdef HAS_PROTECTED_STATE
	vcpu->arch.guest_state_protected = guest->encrypted;
#endif
}

static int show_guest(const void *behind, struct guest guest)
{
	struct kvm_vcpu *vcpu = kzalloc(sizeof(*vcpu) + PAGE_SIZE, GFP_KERNEL);
	int i;

	if (!vcpu)
		return -ENOMEM;
	vcpu->kvm = kvm;
	vcpu->vcpu_id = nr_vcpus;
	*(const void **)(vcpu + 1) = behind;
	set_registers(vcpu, &guest);
	vcpus[nr_vcpus++] = vcpu;
	for (i = 0; i < EXITS; i++) {
		vcpu->stat.exits += after;
		if (cleared && i == EXITS / 2)
			vcpu->stat.exits = 0;
		fire(vcpu);
		vcpu->stat.exits += !after;
	}
	return 0;
}

static int show(unsigned long behind)
{
	return show_guest((void *)behind, (struct guest){ 0 });
}

static void forget(void)
{
	while (nr_vcpus)
		kfree(vcpus[--nr_vcpus]);
	vfree(elsewhere);
	free_page((unsigned long)vmcb);
	kvfree(kvm);
}

static int show_layouts(void)
{
	struct guest own = { .rip = 0x1000, .rax = 0x11, .rsp = 0x2000, .cr2 = 0x3000 };
	struct guest other = own;
	int err;

	/* Nothing; no address; an odd one; no page of memory; one that is of no VMCB. */
	err = show(0) ?: show(0xdead000000000000ul) ?: show((unsigned long)vmcb + 8) ?:
	      show((unsigned long)elsewhere) ?: show(PAGE_OFFSET + (1ul << 45));
	if (err)
		return err;
	vmcb->save.rip = own.rip;
	vmcb->save.rax = own.rax;
	vmcb->save.rsp = own.rsp;
	vmcb->save.cr2 = own.cr2;
	/* Of another guest: each differs in one register. An encrypted one's is no page. */
	other.rip = 0;
	err = show_guest(vmcb, other);
	other = own;
	other.rax = 0;
	err = err ?: show_guest(vmcb, other);
	other = own;
	other.rsp = 0;
	err = err ?: show_guest(vmcb, other);
	other = own;
	other.cr2 = 0;
	err = err ?: show_guest(vmcb, other);
	err = err ?: show_guest(elsewhere, (struct guest){ .encrypted = true });
	/* Its own; behind an instruction that KVM has carried out; an encrypted one's. */
	err = err ?: show_guest(vmcb, own);
	vmcb->control.next_rip = own.rip + 2;
	own.rip += 2;
	err = err ?: show_guest(vmcb, own);
	err = err ?: show_guest(vmcb, (struct guest){ .encrypted = true });
	vmcb->control.exit_code = 0xa7;
	return err ?: show_guest(vmcb, own);
}

/* Make the VM a TD. */
static int make_td(void)
{
#ifdef KVM_X86_TDX_VM
	kvm->arch.vm_type = KVM_X86_TDX_VM;
	return 0;
#else
	return -EOPNOTSUPP;
#endif
}

static int show_vmx(void)
{
	return (tdx ? make_td() : 0) ?: show(0) ?: show((unsigned long)vmcb);
}

static int __init layout_init(void)
{
	int err = -ENOMEM;

	kvm = kvzalloc(sizeof(*kvm), GFP_KERNEL);
	vmcb = (void *)get_zeroed_page(GFP_KERNEL);
	elsewhere = vzalloc(PAGE_SIZE);
	if (kvm && vmcb && elsewhere) {
		kvm->userspace_pid = task_pid_nr(current);
		kvm->mm = current->mm;
		vmcb->control.exit_code = SVM_EXIT_CPUID;
		err = vmx ? show_vmx() : show_layouts();
	}
	if (err)
		forget();
	return err;
}

/* To be unloaded after whoever was shown them. */
static void __exit layout_exit(void)
{
	forget();
}

module_init(layout_init);
module_exit(layout_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Show vCPUs of another layout to what is attached to kvm_exit");
