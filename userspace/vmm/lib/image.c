// SPDX-License-Identifier: GPL-2.0-only
/*
 * image.c - see image.h.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/image.h"
#include "lib/machine.h"

void image_load(struct vcpu *vcpu, const char *path)
{
	static char code[RAM_AREA + 1];
	FILE *f = fopen(path, "rb");
	size_t size;

	if (!f)
		fatal(path);
	size = fread(code, 1, sizeof(code), f);
	if (ferror(f))
		fatal(path);
	fclose(f);
	/* It would run through all of its RAM, which is zero. */
	if (!size) {
		fprintf(stderr, "%s: %s: there is no guest in it\n",
			program_invocation_short_name, path);
		exit(2);
	}
	vm_load(vcpu, code, size, 0);
	vcpu_set_args(vcpu, 0, 1, vcpu_ram(vcpu) + RAM_AREA);
	machine_image_stack(vcpu);
}
