// SPDX-License-Identifier: GPL-2.0-only
/*
 * serve.c - see serve.h. Has the table of what guests may ask for.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/address.h"
#include "guest/hypercalls.h"
#include "lib/serve.h"

/* Each function gets the value that was stored, and returns the one that is loaded. */
static uint64_t print8bit(struct vcpu *vcpu, struct hypercalls *h, uint64_t value)
{
	(void)vcpu;
	(void)h;
	putchar(value);
	return 0;
}

static uint64_t print32bit(struct vcpu *vcpu, struct hypercalls *h, uint64_t value)
{
	(void)vcpu;
	(void)h;
	printf("%" PRIu32 "\n", (uint32_t)value);
	return 0;
}

static uint64_t num_exits(struct vcpu *vcpu, struct hypercalls *h, uint64_t value)
{
	uint64_t n = 0;
	unsigned int i;

	(void)h;
	(void)value;
	for (i = 0; i < sizeof(vcpu->returns) / sizeof(vcpu->returns[0]); i++)
		n += vcpu->returns[i];
	return n;
}

/* Return the byte at @gva. @p is the byte before it; if it is NULL, the page is looked up. */
static char *next_byte(const struct vcpu *vcpu, char *p, uint64_t gva)
{
	return p && gva % 4096 ? p + 1 : gva_to_hva(vcpu, gva);
}

static uint64_t print_str(struct vcpu *vcpu, struct hypercalls *h, uint64_t gva)
{
	char *p = NULL;

	(void)h;
	while ((p = next_byte(vcpu, p, gva++)) && *p)
		putchar(*p);
	if (!p)
		printf("Invalid GVA\n");
	return 0;
}

static uint64_t exits_by_type(struct vcpu *vcpu, struct hypercalls *h, uint64_t gva)
{
	char text[64], *to = NULL;
	int i, n;

	n = snprintf(text, sizeof(text), "IO in: %" PRIu64 "\nIO out: %" PRIu64 "\n", h->in,
		     h->out);
	for (i = 0; i <= n; i++) {
		to = next_byte(vcpu, to, gva + i);
		if (!to) {
			printf("Invalid GVA\n");
			return 0;
		}
		*to = text[i];
	}
	return 0;
}

static uint64_t translate(struct vcpu *vcpu, struct hypercalls *h, uint64_t gva)
{
	void *hva;

	if (vcpu->run->mmio.is_write) {
		h->asked = gva;
		return 0;
	}
	hva = gva_to_hva(vcpu, h->asked);
	if (!hva)
		printf("Invalid GVA\n");
	return (uintptr_t)hva;
}

static void show_address(const char *name, bool known, uint64_t address)
{
	if (known)
		printf(" %s %#" PRIx64, name, address);
	else
		printf(" %s -", name);
}

/* Print "phase N gva A gpa A hva A hpa A", with "-" for what is not there. Run the command. */
static uint64_t phase(struct vcpu *vcpu, struct hypercalls *h, uint64_t gva)
{
	uint64_t gpa = 0, hpa;
	bool mapped = gva_to_gpa(vcpu, gva, &gpa);
	void *hva = mapped ? gpa_to_hva(vcpu->vm, gpa) : NULL;

	hpa = hva ? hva_to_hpa(hva) : 0;
	printf("phase %u", ++h->phases);
	show_address("gva", true, gva);
	show_address("gpa", mapped, gpa);
	show_address("hva", hva, (uintptr_t)hva);
	show_address("hpa", hpa, hpa);
	putchar('\n');
	fflush(stdout);
	if (h->at_phase && system(h->at_phase))
		fprintf(stderr, "%s failed\n", h->at_phase);
	return 0;
}

static uint64_t log_dirty(struct vcpu *vcpu, struct hypercalls *h, uint64_t value)
{
	(void)h;
	(void)value;
	vm_log_dirty(vcpu->vm);
	return 0;
}

static const struct {
	uint64_t offset;
	unsigned int bytes;
	uint64_t (*serve)(struct vcpu *vcpu, struct hypercalls *h, uint64_t value);
} calls[] = {
#define X(offset, name, serve, bytes) { offset, bytes, serve },
	HYPERCALL_LIST(X)
#undef X
};

void hypercall(struct vcpu *vcpu, struct hypercalls *h)
{
	struct kvm_run *run = vcpu->run;
	uint64_t value = 0;
	size_t i;

	if (run->mmio.is_write)
		h->out++;
	else
		h->in++;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (run->mmio.phys_addr != HYPERCALLS + calls[i].offset ||
		    run->mmio.len != calls[i].bytes)
			continue;
		if (run->mmio.is_write)
			memcpy(&value, run->mmio.data, run->mmio.len);
		value = calls[i].serve(vcpu, h, value);
		/* The next KVM_RUN gives the value to the guest. */
		if (!run->mmio.is_write)
			memcpy(run->mmio.data, &value, run->mmio.len);
		return;
	}
}

bool goes_on(struct vcpu *vcpu, int err)
{
	if (!err && vcpu->run->exit_reason == KVM_EXIT_SYSTEM_EVENT)
		vcpu->broke = KVM_EXIT_SYSTEM_EVENT;
	return !err && !vcpu->broke;
}
