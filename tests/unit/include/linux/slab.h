/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header. A test can make allocations fail. */
#ifndef UNIT_SLAB_H
#define UNIT_SLAB_H
#include <stdlib.h>
#include <linux/gfp.h>
/* How many still succeed; below 0: all. */
extern int unit_allocations_left;
static inline void *kvmalloc(size_t size, int flags)
{
	(void)flags;
	if (!unit_allocations_left)
		return NULL;
	unit_allocations_left -= unit_allocations_left > 0;
	return malloc(size);
}
#define kvfree(p) free(p)
#endif
