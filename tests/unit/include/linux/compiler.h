/* SPDX-License-Identifier: GPL-2.0-only */
/* Stand-in for the kernel's header, with only what the tested files use. */
#ifndef UNIT_COMPILER_H
#define UNIT_COMPILER_H
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define smp_store_release(p, v) __atomic_store_n(p, v, __ATOMIC_RELEASE)
#define smp_load_acquire(p) __atomic_load_n(p, __ATOMIC_ACQUIRE)
#define smp_wmb() __atomic_thread_fence(__ATOMIC_RELEASE)
#define cpu_relax()
#define smp_rmb() __atomic_thread_fence(__ATOMIC_ACQUIRE)
#define likely(x) (x)
#define unlikely(x) (x)
#define __read_mostly
#ifndef __always_inline
#define __always_inline inline __attribute__((always_inline))
#endif
#endif
