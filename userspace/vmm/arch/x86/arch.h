/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - what only the VMM of an x86 guest has. lib/machine.h declares what each
 * architecture gives.
 *
 * The guest runs in protected mode without paging. So there are no page tables whose
 * pages would fault, too, and all of it is below 4 GiB.
 */
#ifndef VMM_ARCH_H
#define VMM_ARCH_H

#include <stdbool.h>
#include <stdint.h>

struct vcpu;
struct vm;

/* Guest-physical addresses beside those of guest/layout.h. */
#define IOAPIC		0xfec00000ull	/* with X86_IRQCHIP */
#define LAPIC		0xfee00000ull

/* Ports. The guest programs know the first two as well. */
#define DOORBELL	0x600		/* OUT ends the program */
#define DOORBELL_PHASE	0x604		/* OUT tells of a new phase */
#define PORT		0x610		/* nothing is there: IN, OUT go to the VMM */
#define PORT_EVENT	0x620		/* OUT signals an eventfd, if one is set up */

/*
 * From 6.12 on KVM gives the process that calls KVM_RUN first a thread, with which it stays
 * until the VM ends. That has to be the VMM, as it waits for the others to end.
 */
#define FIRST_PROCESS_STAYS	true

#define MAX_VCPUS	256
#define RAM_MOST	0x80000000ull	/* of a VM: it ends below the devices */

/* A program has the first page of its vCPU's RAM, with the tables and the stack in it. */
#define TABLES		0xd00u		/* their offset: see trapgen/x86/catch.c */
#define STACK		0x1000u		/* the offset of its end */

/* What the help says of --image. */
#define IMAGE_STATE "in protected mode with flat segments, no paging, interrupts on, " \
	"entered at its start; EBP:ESI PASSES, EDI free RAM, ESP its end, a stack; " \
	"OUT to port 0x600 ends it, HLT does not"

/* Bits of struct program's features. */
#define X86_IRQCHIP	1u		/* LAPICs, an IOAPIC and the PICs in the kernel */
#define X86_X2APIC	2u		/* the LAPICs are accessed by MSRs */

struct kvm_sregs;
void vcpu_get_sregs(const struct vcpu *vcpu, struct kvm_sregs *sregs);
void vcpu_set_sregs(const struct vcpu *vcpu, const struct kvm_sregs *sregs);
void vcpu_skip(const struct vcpu *vcpu, unsigned int bytes);

/* What the host is: its CPU's vendor, and whether the CPU walks KVM's tables (NPT, EPT). */
bool host_is_intel(void);
bool host_is_amd(void);
bool host_nested_paging(void);
bool host_shadow_paging(void);

/* Whether an exit of its own kind tells that KVM has marked a page as no memory: by EPT. */
bool host_tells_marks(void);
bool host_tells_no_mark(void);

/*
 * Whether the CPU enters a guest in each state that it can be in. Intel's, without unrestricted
 * guest, enter none with segments that virtual-8086 mode has not got, for example. KVM then
 * emulates what the guest does.
 */
bool host_enters_any_state(void);
bool host_emulates_states(void);

/* Whether KVM sees each write to CR3 by a guest without paging. */
bool host_traps_cr3(void);

/* Whether KVM has to see the IRET of an NMI: the CPU does not keep account of NMIs by itself. */
bool host_traps_iret(void);

/*
 * Whether QEMU emulates the CPU. QEMU 7.2 lets a guest execute XSETBV and INT3 without an
 * exit, takes INVD for WBINVD, and gives a guest no hardware breakpoints.
 */
bool host_is_qemu(void);
bool host_is_hardware(void);

#endif
