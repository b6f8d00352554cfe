/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header. A test can make all keys collide. */
#ifndef UNIT_HASH_H
#define UNIT_HASH_H
#include <stdint.h>
extern int unit_hash_collides;
#define GOLDEN_RATIO_32 (unit_hash_collides ? 0 : 0x61c88647u)
#endif
