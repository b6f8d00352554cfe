/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * alloc.h - how memory is asked for: so that it can be refused.
 *
 * On a host whose guests have nearly all of the memory, a process that ends for want of
 * memory may be a VMM. Whoever asks says in one line that there was none.
 */
#ifndef KVMTRAP_ALLOC_H
#define KVMTRAP_ALLOC_H

#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>

#define GFP_REFUSABLE	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/**
 * alloc_refusable() - memory for all records, or for something of each
 * @size: bytes; may be SIZE_MAX, of array_size()
 *
 * It is never more than half of what is available. Whoever takes the last page is not
 * refused it, but the next process that needs one ends.
 *
 * Context: process, may sleep.
 * Return: zeroed memory, for vfree(), or NULL.
 */
static inline void *alloc_refusable(size_t size)
{
	long available = si_mem_available();

	if (available <= 0 || size >> PAGE_SHIFT > available / 2)
		return NULL;
	return __vmalloc(size, GFP_REFUSABLE | __GFP_ZERO);
}

#endif
