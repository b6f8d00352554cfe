/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_VMALLOC_H
#define UNIT_VMALLOC_H
#include <stdlib.h>
#define __vmalloc(size, gfp) ((void)(gfp), calloc(1, size))
#define vfree(p) free(p)
#endif
