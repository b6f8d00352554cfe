// SPDX-License-Identifier: GPL-2.0-only
/*
 * main.c - the order in which everything starts, and its mirror.
 */
#include <linux/kernel.h>
#include <linux/module.h>

#include "arch.h"
#include "attach/attach.h"
#include "control/params.h"
#include "publish/publish.h"
#include "registry/registry.h"
#include "stats/times.h"

static int __init kvmtrap_init(void)
{
	int err;

	params_begin();
	arch_clock_init();
	err = registry_init(params_max_vcpus());
	if (err) {
		pr_err("no memory for %u vCPU records: try a smaller max_vcpus\n",
		       params_max_vcpus());
		goto out_params;
	}
	err = publish();
	if (err)
		goto out_registry;
	err = arch_kvm_hold();
	if (err)
		goto out_publish;
	/* Only now is known which reasons this CPU has. */
	times_init();
	params_filter();
	err = attach(params_how(), params_maxactive());
	if (err)
		goto out_kvm;
	err = params_act();
	if (err)
		goto out_attach;
	err = publish_files();
	if (err)
		goto out_attach;
	params_ready();

	pr_info("version %s: %s, attach=%s, room for %u vCPUs; see kvmtrap/ in debugfs\n",
		KVMTRAP_VERSION, params_enabled() ? "counting" : "disabled",
		params_attach(), params_max_vcpus());
	return 0;

out_attach:
	detach();
out_kvm:
	arch_kvm_release();
out_publish:
	unpublish();
out_registry:
	registry_exit();
out_params:
	params_end();
	return err;
}

static void __exit kvmtrap_exit(void)
{
	params_end();
	detach();
	arch_kvm_release();
	unpublish();
	registry_exit();
}

module_init(kvmtrap_init);
module_exit(kvmtrap_exit);

MODULE_LICENSE("GPL");
MODULE_AUTHOR("The developers of kvmtrapcount");
MODULE_VERSION(KVMTRAP_VERSION);
MODULE_DESCRIPTION("Count and classify KVM guest exits, per vCPU, without patching KVM");
