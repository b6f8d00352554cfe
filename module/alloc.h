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
#include <linux/sizes.h>
#include <linux/vmalloc.h>

/**
 * alloc_refusable() - memory for all records, or for something of each
 * @size: bytes; may be SIZE_MAX, of array_size()
 *
 * What is large is never more than half of what is available. Whoever takes the last page
 * is not refused it, but the next process that needs one ends.
 *
 * Context: process, may sleep.
 * Return: zeroed memory, for vfree(), or NULL.
 */
static inline void *alloc_refusable(size_t size)
{
	/* Where most pages are huge ones, little is available by its own rules. */
	if (size > SZ_32M && (long)(size >> PAGE_SHIFT) > si_mem_available() / 2)
		return NULL;
	/* The page allocator ends no process for __GFP_NORETRY. */
	return __vmalloc(size, GFP_KERNEL | __GFP_NOWARN | __GFP_NORETRY | __GFP_ZERO);
}

#endif
