/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_SEQLOCK_H
#define UNIT_SEQLOCK_H
#include <linux/compiler.h>
typedef struct {
	unsigned int sequence;
} seqcount_t;
static inline void seqcount_init(seqcount_t *s) { s->sequence = 0; }
static inline unsigned int raw_read_seqcount_begin(const seqcount_t *s)
{
	unsigned int n;

	while ((n = __atomic_load_n(&s->sequence, __ATOMIC_ACQUIRE)) & 1)
		cpu_relax();
	return n;
}
static inline int read_seqcount_retry(const seqcount_t *s, unsigned int n)
{
	smp_rmb();
	return READ_ONCE(s->sequence) != n;
}
static inline void raw_write_seqcount_begin(seqcount_t *s)
{
	WRITE_ONCE(s->sequence, s->sequence + 1);
	smp_wmb();
}
static inline void raw_write_seqcount_end(seqcount_t *s)
{
	smp_wmb();
	WRITE_ONCE(s->sequence, s->sequence + 1);
}
#endif
