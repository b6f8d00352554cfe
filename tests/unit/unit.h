/* SPDX-License-Identifier: GPL-2.0-only */
/* unit.h - a test program: it runs its cases in order, and reports in KTAP. */
#ifndef UNIT_H
#define UNIT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

extern int unit_failures;

#define CHECK(condition, ...) do {					\
	if (!(condition)) {						\
		printf("# %s:%d: %s: ", __FILE__, __LINE__, #condition); \
		printf(__VA_ARGS__);					\
		printf("\n");						\
		unit_failures++;					\
	}								\
} while (0)

#define SAME(got, want, what) \
	CHECK((got) == (want), "%s is %lld, expected %lld", what, \
	      (long long)(got), (long long)(want))

struct unit_case {
	const char *name;
	void (*run)(void);
};

static inline int unit_run(const struct unit_case *cases, int n)
{
	int i, failed = 0;

	printf("KTAP version 1\n1..%d\n", n);
	for (i = 0; i < n; i++) {
		unit_failures = 0;
		cases[i].run();
		failed += !!unit_failures;
		printf("%s %d %s\n", unit_failures ? "not ok" : "ok", i + 1,
		       cases[i].name);
	}
	return !!failed;
}

#define UNIT_MAIN(cases)						\
	int unit_failures, unit_hash_collides, unit_allocations_left = -1;	\
	uint64_t unit_now;						\
	void (*unit_clock_is_read)(void);				\
	bool arch_clock_physical = true, arch_clock_virtual, arch_clock_tsc = true; \
	uint32_t arch_clock_hz = 1000000000, tsc_khz = 1000000;		\
	int main(void)							\
	{								\
		return unit_run(cases, sizeof(cases) / sizeof(cases[0])); \
	}

#endif
