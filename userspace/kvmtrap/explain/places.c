// SPDX-License-Identifier: GPL-2.0-only
/*
 * places.c - see places.h.
 *
 * Ports and pages without a VMM are those of the PC: firmware and kernels of guests rely
 * on them, whatever the VMM is. The others are the machines of QEMU: hw/arm/virt.c
 * (base_memmap), hw/i386/pc.c, hw/acpi/.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "explain/places.h"
#include "input/vmname.h"

#define QEMU	true
#define ANY	false

static const struct {
	enum architecture arch;
	bool qemu;		/* only if QEMU is the VMM */
	const char *kind;
	uint64_t first, last;
	struct place place;
} places[] = {
	{ ARCH_X86, ANY, "port", 0x3f8, 0x3ff, { PLACE_CONSOLE, "the serial port COM1" } },
	{ ARCH_X86, ANY, "port", 0x2f8, 0x2ff, { PLACE_CONSOLE, "the serial port COM2" } },
	{ ARCH_X86, ANY, "port", 0x3e8, 0x3ef, { PLACE_CONSOLE, "the serial port COM3" } },
	{ ARCH_X86, ANY, "port", 0x2e8, 0x2ef, { PLACE_CONSOLE, "the serial port COM4" } },
	{ ARCH_X86, ANY, "port", 0x40, 0x43, { PLACE_CLOCK, "the timer PIT" } },
	{ ARCH_X86, ANY, "port", 0x70, 0x71, { PLACE_CLOCK, "the clock RTC" } },
	{ ARCH_X86, QEMU, "port", 0x608, 0x60b, { PLACE_CLOCK, "the ACPI timer of q35" } },
	{ ARCH_X86, QEMU, "port", 0xb008, 0xb00b, { PLACE_CLOCK, "the ACPI timer of pc" } },
	{ ARCH_X86, ANY, "port", 0x20, 0x21, { PLACE_IRQCHIP, "the interrupt controller PIC" } },
	{ ARCH_X86, ANY, "port", 0xa0, 0xa1, { PLACE_IRQCHIP, "the second PIC" } },
	{ ARCH_X86, ANY, "port", 0x4d0, 0x4d1, { PLACE_IRQCHIP, "the PIC's kinds of interrupts" } },
	{ ARCH_X86, ANY, "port", 0x60, 0x60, { PLACE_OTHER, "the keyboard" } },
	{ ARCH_X86, ANY, "port", 0x61, 0x61, { PLACE_CLOCK, "the gate of the timer PIT" } },
	{ ARCH_X86, ANY, "port", 0x64, 0x64, { PLACE_OTHER, "the keyboard" } },
	{ ARCH_X86, ANY, "port", 0x80, 0x80, { PLACE_OTHER, "the port for delays" } },
	{ ARCH_X86, ANY, "port", 0xcf8, 0xcff, { PLACE_OTHER, "the PCI configuration space" } },
	{ ARCH_X86, ANY, "port", 0x1f0, 0x1f7, { PLACE_OTHER, "an IDE disk" } },
	{ ARCH_X86, ANY, "port", 0x170, 0x177, { PLACE_OTHER, "an IDE disk" } },
	{ ARCH_X86, QEMU, "port", 0x510, 0x51b, { PLACE_OTHER, "QEMU's fw_cfg" } },
	{ ARCH_X86, ANY, "page", 0xfed00000, 0xfed00fff, { PLACE_CLOCK, "the timer HPET" } },
	{ ARCH_X86, ANY, "page", 0xfec00000, 0xfec00fff, { PLACE_IRQCHIP, "the IOAPIC" } },
	{ ARCH_X86, ANY, "page", 0xfee00000, 0xfee00fff, { PLACE_IRQCHIP, "the local APIC" } },
	{ ARCH_X86, ANY, "page", 0xa0000, 0xbffff, { PLACE_OTHER, "the VGA memory" } },
	{ ARCH_ARM64, QEMU, "page", 0x08000000, 0x08ffffff,
	  { PLACE_IRQCHIP, "the GIC of QEMU's virt" } },
	{ ARCH_ARM64, QEMU, "page", 0x09000000, 0x09000fff,
	  { PLACE_CONSOLE, "the UART of QEMU's virt" } },
	{ ARCH_ARM64, QEMU, "page", 0x09010000, 0x09010fff,
	  { PLACE_CLOCK, "the clock PL031 of QEMU's virt" } },
	{ ARCH_ARM64, QEMU, "page", 0x09020000, 0x09020fff,
	  { PLACE_OTHER, "fw_cfg of QEMU's virt" } },
	{ ARCH_ARM64, QEMU, "page", 0x0a000000, 0x0a003fff,
	  { PLACE_OTHER, "virtio-mmio of QEMU's virt" } },
	{ ARCH_ARM64, QEMU, "page", 0x10000000, 0x3efeffff,
	  { PLACE_OTHER, "a PCI device of QEMU's virt" } },
};

const struct place *place_find(enum architecture arch, const char *comm, const char *kind,
			       const char *name)
{
	uint64_t at;
	size_t i;
	char *end;

	if (strncmp(name, "0x", 2))
		return NULL;
	at = strtoull(name, &end, 16);
	for (i = 0; !*end && i < sizeof(places) / sizeof(places[0]); i++) {
		if (places[i].arch == arch && !strcmp(places[i].kind, kind) &&
		    (!places[i].qemu || vmm_is_qemu(comm)) &&
		    at >= places[i].first && at <= places[i].last)
			return &places[i].place;
	}
	return NULL;
}
