// SPDX-License-Identifier: GPL-2.0-only
/*
 * points.c - see points.h. KVM is always built in on arm64, and so are its
 * tracepoints.
 */
#include <linux/debugfs.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "arch.h"

struct arm64_search {
	const char *name;
	struct tracepoint *found;
};

static void arm64_match_point(struct tracepoint *tp, void *data)
{
	struct arm64_search *search = data;

	if (!strcmp(tp->name, search->name))
		search->found = tp;
}

struct tracepoint *arch_tracepoint(const char *name)
{
	struct arm64_search search = { .name = name };

	for_each_kernel_tracepoint(arm64_match_point, &search);
	return search.found;
}

/* KVM makes its folder in debugfs when it starts, and only then. */
int arch_kvm_hold(void)
{
	struct dentry *kvm = debugfs_lookup("kvm", NULL);

	if (!kvm) {
		pr_err("KVM is not running on this host: it needs a kernel that was booted at EL2, and not with kvm-arm.mode=none\n");
		return -ENODEV;
	}
	dput(kvm);
	return 0;
}
