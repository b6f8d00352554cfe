/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header; tests may make all keys collide. */
#ifndef UNIT_HASH_H
#define UNIT_HASH_H
#include <stdint.h>
extern int unit_hash_collides;
static inline uint32_t hash_ptr(const void *p, unsigned int bits)
{
	if (unit_hash_collides)
		return (1u << bits) - 2;
	return (uint64_t)(uintptr_t)p * 0x61c8864680b583ebull >> (64 - bits);
}
#endif
