// SPDX-License-Identifier: GPL-2.0-only
/*
 * programs.c - the table of guest programs. Each also costs one IABT_LOW (its
 * code page) and, if it ends by itself, one MMIO_USER (the doorbell).
 */
#include <errno.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "programs.h"

#define PAGES (RAM_PER_VCPU / 4096 - 1024)

#define CODE(name) extern const char guest_##name[];
CODE(hvc) CODE(smc) CODE(sysreg) CODE(wfi) CODE(touch) CODE(load) CODE(store)
CODE(readonly) CODE(dirty) CODE(pair) CODE(jump) CODE(walk) CODE(timer)
CODE(spin) CODE(mixed)
#undef CODE

static void add_readonly(struct vm *vm, uint64_t passes)
{
	vm_add_readonly(vm, passes * sysconf(_SC_PAGESIZE));
}

static void add_gic(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_gic(vm);
}

static void add_ioeventfd(struct vm *vm, uint64_t passes)
{
	(void)passes;
	vm_add_ioeventfd(vm);
}

static bool log_dirty_on_phase(struct vcpu *vcpu, int err)
{
	const struct kvm_run *run = vcpu->run;

	if (!err && run->exit_reason == KVM_EXIT_MMIO &&
	    run->mmio.phys_addr == DOORBELL_PHASE)
		vm_log_dirty(vcpu->vm);
	return !err;
}

static void ask_for_nisv(struct vm *vm, uint64_t passes)
{
	struct kvm_enable_cap cap = { .cap = KVM_CAP_ARM_NISV_TO_USER };

	(void)passes;
	if (ioctl(vm->fd, KVM_ENABLE_CAP, &cap) < 0)
		fatal("KVM_CAP_ARM_NISV_TO_USER");
}

static bool skip_nisv(struct vcpu *vcpu, int err)
{
	if (err || vcpu->run->exit_reason == KVM_EXIT_ARM_NISV)
		vcpu_skip_instruction(vcpu);
	return !err || err == ENOSYS;
}

/* A vCPU asleep in WFI wakes up by a signal, and goes on behind the WFI. */
static void kick_until_done(struct vm *vm, uint64_t passes)
{
	unsigned int i, running;

	(void)passes;
	do {
		running = 0;
		for (i = 0; i < vm->nr_vcpus; i++)
			running += vcpu_kick(&vm->vcpus[i]);
	} while (running);
}

static void limit_signals(struct vm *vm, uint64_t passes)
{
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++)
		vm->vcpus[i].most_signals = passes;
}

const struct program programs[] = {
	{ "hvc", "PSCI_VERSION by HVC", guest_hvc,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "smc", "PSCI_VERSION by SMC", guest_smc,
	  .expect = { { "SMC64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "sysreg", "read ID_AA64PFR0_EL1, which KVM traps", guest_sysreg,
	  .expect = { { "SYS64", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "wfi", "WFI, woken by a signal", guest_wfi,
	  .attend = kick_until_done,
	  .expect = { { "WFx", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "touch", "store to a fresh page of RAM", guest_touch, .most = PAGES,
	  .expect = { { "DABT_LOW", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "load", "load from an address that nothing backs", guest_load,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "store", "store to an address that nothing backs", guest_store,
	  .address = UNBACKED, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "readonly", "read a page of a read-only slot, later write it",
	  guest_readonly, .address = READONLY, .most = 65536,
	  .setup = add_readonly,
	  .expect = { { "DABT_LOW", 1, 0 }, { "MMIO_USER", 1, 1 } } },
	{ "gic", "read GICD_TYPER of the vGIC in the kernel", guest_load,
	  .address = GIC_DIST + 4, .setup = add_gic,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "ioeventfd", "store to an address that signals an eventfd",
	  guest_store, .address = IOEVENT, .setup = add_ioeventfd,
	  .expect = { { "MMIO_KERNEL", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "dirty", "touch a page, and again with dirty logging", guest_dirty,
	  .most = PAGES, .on_return = log_dirty_on_phase,
	  .expect = { { "DABT_LOW", 2, 0 }, { "MMIO_USER", 0, 2 } } },
	{ "nisv", "LDP outside RAM: no valid syndrome, KVM_RUN fails",
	  guest_pair, .address = UNBACKED, .on_return = skip_nisv,
	  .expect = { { "MMIO_USER", 1, 1 } } },
	{ "nisv-user", "the same, asked to be told (KVM_EXIT_ARM_NISV)",
	  guest_pair, .address = UNBACKED, .setup = ask_for_nisv,
	  .on_return = skip_nisv, .expect = { { "MMIO_USER", 1, 1 } } },
	{ "jump", "fetch an instruction outside every slot", guest_jump,
	  .address = UNBACKED, .most = 1,
	  .expect = { { "IABT_NOSLOT", 1, 0 }, { "MMIO_USER", 0, 1 } } },
	/*
	 * KVM traps the five registers that set up the MMU, while it is off;
	 * 7.2 does not in protected mode.
	 */
	{ "walk", "load where the table walk faults outside every slot",
	  guest_walk, .most = 1,
	  .expect = { { "DABT_NOSLOT", 1, 0 }, { "DABT_LOW", 0, 1 },
		      { "SYS64", 0, 5, "atmost" },
		      { "MMIO_USER", 0, 1 } } },
	{ "timer", "read the virtual counter, which does not trap", guest_timer,
	  .expect = { { "SYS64", 0, 0 }, { "MMIO_USER", 0, 1 } } },
	{ "spin", "spin without an exit of its own; kicked by signals",
	  guest_spin, .setup = limit_signals, .attend = kick_until_done,
	  .expect = { { "MMIO_USER", 0, 0 } } },
	{ "mixed", "a hypercall, a store outside RAM and a fresh page",
	  guest_mixed, .most = PAGES,
	  .expect = { { "HVC64", 1, 0 }, { "MMIO_USER", 1, 1 },
		      { "DABT_LOW", 1, 0 } } },
	{ NULL }
};

const struct program *program_find(const char *name)
{
	const struct program *p;

	for (p = programs; p->name; p++)
		if (!strcmp(p->name, name))
			return p;
	return NULL;
}
