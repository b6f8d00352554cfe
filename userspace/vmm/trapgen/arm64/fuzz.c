// SPDX-License-Identifier: GPL-2.0-only
/*
 * fuzz.c - a guest that tries to do harm by random instructions on random registers. It
 * gets new ones after each signal, and after each return of KVM_RUN that is not for
 * MMIO.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include "lib/machine.h"
#include "trapgen/behave.h"
#include "trapgen/programs.h"

#define WORDS	4096		/* of code, at a time */
#define CODE	0x10000ull	/* after the vectors */

extern const char guest_vectors[];

/* Any word may be drawn. Some kinds of instructions are drawn more often than by chance. */
static const struct shape {
	uint32_t fixed, random;
} shapes[] = {
	{ 0x00000000, 0xffffffff },	/* anything */
	{ 0x00000000, 0xffffffff },
	{ 0x38000000, 0xc7ffffff },	/* loads and stores of one register */
	{ 0xb8000000, 0x07ffffff },
	{ 0x28000000, 0xd7ffffff },	/* of pairs: no valid syndrome */
	{ 0x08000000, 0xf6ffffff },	/* exclusive, acquire, release */
	{ 0xd5000000, 0x003fffff },	/* system registers, caches, TLB, hints */
	{ 0xd5180000, 0x0027ffff },	/* MSR, MRS */
	{ 0xd4000000, 0x00000003 },	/* SVC, HVC, SMC */
	{ 0xd4000002, 0x00000000 },	/* HVC */
	{ 0xd503207f, 0x00000000 },	/* WFI */
	{ 0xd69f03e0, 0x00000000 },	/* ERET */
	{ 0xd61f0000, 0x000003e0 },	/* BR */
	{ 0x04000000, 0xe3ffffff },	/* SVE */
	{ 0x0e000000, 0xf1ffffff },	/* SIMD */
};

/* xorshift64*: the same seed gives the same code. */
static uint64_t draw(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1dull;
}

static uint64_t draw_address(uint64_t *state)
{
	static const uint64_t places[] = {
		RAM, RAM + CODE, RAM + RAM_AREA, RAM + RAM_PER_VCPU, GIC_DIST,
		GIC_REDIST, READONLY, UNBACKED, IOEVENT, DOORBELL + 16, 0,
	};
	uint64_t n = draw(state);

	if (n % 4 == 0)
		return draw(state) >> (n >> 32) % 64;
	return places[(n >> 8) % (sizeof(places) / sizeof(places[0]))] +
	       (n >> 40 & 0xfff8);
}

/* Draw a service of the SMC Calling Convention that KVM has or might have. */
static uint64_t draw_hypercall(uint64_t *state)
{
	static const uint32_t services[] = {
		0x80000000, 0x80008000, 0x84000000, 0xc4000000, 0x84000040,
		0xc4000050, 0xc5000020, 0x86000000, 0xc6000000, 0x8600ff00,
	};
	uint64_t n = draw(state);

	return services[n % (sizeof(services) / sizeof(services[0]))] + (n >> 32) % 32;
}

#define SYSREG(crn, crm, op2) ARM64_SYS_REG(3, 0, crn, crm, op2)

static void deal(struct vcpu *vcpu)
{
	static _Thread_local uint64_t state;
	uint8_t *area = vcpu_memory(vcpu);
	uint32_t *code = (void *)(area + CODE);
	struct kvm_mp_state runnable = { .mp_state = KVM_MP_STATE_RUNNABLE };
	unsigned int i;

	if (!state)
		state = fuzz_seed * 0x9e3779b97f4a7c15ull + vcpu->id + 1;
	/* The guest may have overwritten its vectors. */
	memcpy(area, guests_begin, guests_end - guests_begin);
	for (i = 0; i < WORDS; i++) {
		uint64_t n = draw(&state);
		const struct shape *s = &shapes[(n >> 32) % (sizeof(shapes) / sizeof(shapes[0]))];

		code[i] = s->fixed | ((uint32_t)n & s->random);
	}
	__builtin___clear_cache((char *)area, (char *)(code + WORDS));
	for (i = 0; i < 31; i++)
		vcpu_set_x(vcpu, i, draw_address(&state));
	vcpu_set_x(vcpu, 0, draw_hypercall(&state));
	vcpu_set_x(vcpu, 23, 1);
	vcpu_set_pc(vcpu, vcpu_ram(vcpu) + CODE);
	vcpu_set_pstate(vcpu, 0x5);				/* EL1h */
	vcpu_set_sysreg(vcpu, SYSREG(1, 0, 0), 0x30d00800);	/* SCTLR_EL1: MMU off */
	vcpu_set_sysreg(vcpu, SYSREG(12, 0, 0), vcpu_ram(vcpu) + (guest_vectors - guests_begin));
	/* The guest may have switched itself off. */
	if (ioctl(vcpu->fd, KVM_SET_MP_STATE, &runnable) < 0)
		fatal("KVM_SET_MP_STATE");
}

void fuzz_setup(struct vm *vm, uint64_t seconds)
{
	vm_add_gic(vm, 0);
	vm_add_readonly(vm, 0x100000);
	add_ioeventfd(vm, seconds);
	vm_log_dirty(vm);
}

bool fuzz_on_return(struct vcpu *vcpu, int err)
{
	/* After an emulated access the guest goes on. After anything else it gets new code. */
	if (err || vcpu->run->exit_reason != KVM_EXIT_MMIO)
		deal(vcpu);
	return true;
}

void fuzz_on_signal(struct vcpu *vcpu)
{
	deal(vcpu);
}

/* The guest may spin or sleep: give it new code a hundred times per second. */
void fuzz_attend(struct vm *vm, uint64_t seconds)
{
	const struct timespec pause = { .tv_nsec = 10000000 };
	time_t end = time(NULL) + seconds;
	unsigned int i;

	while (time(NULL) < end) {
		for (i = 0; i < vm->nr_vcpus; i++)
			vcpu_kick(&vm->vcpus[i]);
		nanosleep(&pause, NULL);
	}
	for (i = 0; i < vm->nr_vcpus; i++)
		__atomic_store_n(&vm->vcpus[i].stop, true, __ATOMIC_RELEASE);
	for (i = 0; i < vm->nr_vcpus; i++)
		vcpu_kick(&vm->vcpus[i]);
}
