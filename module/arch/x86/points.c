// SPDX-License-Identifier: GPL-2.0-only
/*
 * points.c - see points.h. KVM is a module on most hosts, and so are its tracepoints;
 * it may be built in.
 */
#include <linux/module.h>
#include <linux/notifier.h>
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "arch.h"

/* KVM, while it is held; NULL if it is built in. */
static struct module *kvm;

struct x86_search {
	const char *name;
	struct tracepoint *found;
	struct module *owner;	/* held; NULL: the kernel */
};

static void x86_match_point(struct tracepoint *tp, void *data)
{
	struct x86_search *search = data;

	if (!strcmp(tp->name, search->name))
		search->found = tp;
}

/*
 * The kernel has no list of the tracepoints of modules to go through. But whoever registers
 * a notifier for them is told of each module that is there.
 */
static struct x86_search *searching;

static int x86_module_seen(struct notifier_block *nb, unsigned long event, void *data)
{
	const struct tp_module *tp_mod = data;
	struct x86_search *search = searching;
	struct module *mod = tp_mod->mod;
	int i;

	/* One that is still being loaded may yet fail. */
	if (event != MODULE_STATE_COMING || !search || search->found ||
	    mod->state != MODULE_STATE_LIVE)
		return NOTIFY_OK;
	for (i = 0; i < mod->num_tracepoints && !search->found; i++)
		x86_match_point(tracepoint_ptr_deref(&mod->tracepoints_ptrs[i]), search);
	if (!search->found)
		return NOTIFY_OK;
	if (try_module_get(mod))
		search->owner = mod;
	else
		search->found = NULL;
	return NOTIFY_OK;
}

static struct notifier_block x86_modules = { .notifier_call = x86_module_seen };

/* By one thread at a time, under the controls' mutex: at load, and when times are switched on. */
static void x86_find(struct x86_search *search)
{
	for_each_kernel_tracepoint(x86_match_point, search);
	if (search->found)
		return;
	searching = search;
	if (!register_tracepoint_module_notifier(&x86_modules))
		unregister_tracepoint_module_notifier(&x86_modules);
	searching = NULL;
}

int arch_kvm_hold(void)
{
	struct x86_search search = { .name = ARCH_POINT_EXIT };

	x86_find(&search);
	if (!search.found) {
		pr_err("KVM is not loaded on this host: modprobe kvm_amd first, or kvm_intel\n");
		return -ENODEV;
	}
	kvm = search.owner;
	x86_vcpu_init();
	return 0;
}

void arch_kvm_release(void)
{
	module_put(kvm);
	kvm = NULL;
}

struct tracepoint *arch_tracepoint(const char *name)
{
	struct x86_search search = { .name = name };

	x86_find(&search);
	/* It stays as long as KVM is held; one of another module does not. */
	module_put(search.owner);
	return search.owner == kvm ? search.found : NULL;
}

/* modprobe loads it first, if it is there. */
MODULE_SOFTDEP("pre: kvm");
