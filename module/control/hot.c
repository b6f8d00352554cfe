// SPDX-License-Identifier: GPL-2.0-only
/*
 * hot.c - see hot.h. It needs no probe of its own.
 */
#include <linux/kernel.h>

#include "account/exit.h"
#include "attach/attach.h"
#include "registry/control.h"
#include "hot.h"

int control_hot(bool on)
{
	int err;

	if (!on) {
		static_branch_dec(&account_more_key);
		static_branch_disable(&account_hot_key);
		registry_hot_free();
		return 0;
	}
	err = attach_sees_registers("hot");
	if (err)
		return err;
	err = registry_hot_alloc();
	if (!err) {
		static_branch_enable(&account_hot_key);
		static_branch_inc(&account_more_key);
	} else {
		pr_err("no memory for what %u vCPUs trap on: try a smaller max_vcpus\n",
		       registry_size());
	}
	return err;
}
