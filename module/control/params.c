// SPDX-License-Identifier: GPL-2.0-only
/*
 * params.c - module parameters, at load and at run time.
 */
#include <linux/cpumask.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include "account/trace.h"
#include "attach/attach.h"
#include "registry/control.h"
#include "hot.h"
#include "params.h"

#define MOST 65536ul

static DEFINE_MUTEX(control);
static bool ready;
static bool enabled = true;

static unsigned int how;

static int set_attach(const char *text, const struct kernel_param *kp)
{
	unsigned int n;

	for (n = 0; text && attach_name(n); n++) {
		if (!strcmp(text, attach_name(n))) {
			how = n;
			return 0;
		}
	}
	pr_err("attach: '%.*s' is " ARCH_ATTACH_REFUSED "\n",
	       text ? (int)strcspn(text, "\n") : 0, text ?: "");
	return -EINVAL;
}

static int get_attach(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%s\n", attach_name(how));
}

static const struct kernel_param_ops attach_ops = {
	.set = set_attach,
	.get = get_attach,
};
module_param_cb(attach, &attach_ops, NULL, 0444);
MODULE_PARM_DESC(attach, "how to see exits: " ARCH_ATTACH_HELP);

/* A parameter that is on or off. At load it is kept, and acted on once all is ready. */
struct toggle {
	bool *on;
	int (*act)(bool on);
};

/* Accept only whole words: kstrtobool() takes "nonsense" for "n". */
static int parse_switch(const char *text, bool *on)
{
	static const char *const words[] = {
		"0", "n", "N", "off", "1", "y", "Y", "on"
	};
	int word = text ? sysfs_match_string(words, text) : -EINVAL;

	if (word < 0)
		return word;
	*on = word >= (int)ARRAY_SIZE(words) / 2;
	return 0;
}

static int set_toggle(const char *text, const struct kernel_param *kp)
{
	const struct toggle *toggle = kp->arg;
	bool wanted;
	int err = parse_switch(text, &wanted);

	if (err) {
		/* A value that echo writes ends in a newline. */
		pr_err("%s: '%.*s' is neither 0 nor 1\n", kp->name,
		       text ? (int)strcspn(text, "\n") : 0, text ?: "");
		return err;
	}
	mutex_lock(&control);
	if (ready && wanted != *toggle->on)
		err = toggle->act(wanted);
	if (!err)
		*toggle->on = wanted;
	mutex_unlock(&control);
	return err;
}

static int get_toggle(char *buffer, const struct kernel_param *kp)
{
	const struct toggle *toggle = kp->arg;

	return sprintf(buffer, "%c\n", *toggle->on ? 'Y' : 'N');
}

static const struct kernel_param_ops toggle_ops = {
	.set = set_toggle,
	.get = get_toggle,
};

static const struct toggle toggle_enabled = { &enabled, attach_enable };
module_param_cb(enabled, &toggle_ops, (void *)&toggle_enabled, 0644);
MODULE_PARM_DESC(enabled, "count exits (bool, default 1); while 0 exits run no probe");

static bool times;
static const struct toggle toggle_times = { &times, attach_times };
module_param_cb(times, &toggle_ops, (void *)&toggle_times, 0644);
MODULE_PARM_DESC(times, "measure where each vCPU's time goes (bool, default 0)");

static bool hot;
static const struct toggle toggle_hot = { &hot, control_hot };
module_param_cb(hot, &toggle_ops, (void *)&toggle_hot, 0644);
MODULE_PARM_DESC(hot, "count which registers, calls, pages and faults were trapped on (bool, default 0)");

static int set_reset(const char *text, const struct kernel_param *kp)
{
	bool wanted;

	if (parse_switch(text, &wanted) || !wanted) {
		pr_err("reset: write 1 to zero all counters\n");
		return -EINVAL;
	}
	mutex_lock(&control);
	if (ready) {
		registry_reset();
		attach_reset_missed();
	}
	mutex_unlock(&control);
	return 0;
}

static const struct kernel_param_ops reset_ops = {
	.set = set_reset,
};
module_param_cb(reset, &reset_ops, NULL, 0200);
MODULE_PARM_DESC(reset, "write 1 to zero all counters and forget VMs that have ended");

/* A parameter that is a number, from 0 on. */
struct number {
	unsigned long *value;
	unsigned long most;
	const char *zero;	/* what 0 stands for */
	void (*act)(void);	/* once all is ready; or NULL */
};

static int set_number(const char *text, const struct kernel_param *kp)
{
	const struct number *number = kp->arg;
	unsigned long wanted;
	int err = text ? kstrtoul(text, 10, &wanted) : -EINVAL;

	if (!err && wanted > number->most)
		err = -ERANGE;
	if (err) {
		pr_err("%s: '%.*s' is no number from 0 (%s) to %lu\n", kp->name,
		       text ? (int)strcspn(text, "\n") : 0, text ?: "",
		       number->zero, number->most);
		return err;
	}
	mutex_lock(&control);
	WRITE_ONCE(*number->value, wanted);
	if (ready && number->act)
		number->act();
	mutex_unlock(&control);
	return 0;
}

static int get_number(char *buffer, const struct kernel_param *kp)
{
	const struct number *number = kp->arg;

	return sprintf(buffer, "%lu\n", *number->value);
}

static const struct kernel_param_ops number_ops = {
	.set = set_number,
	.get = get_number,
};

#define PARAM_NUMBER(name, value, most, zero, act, mode)		\
	static const struct number number_##name = {			\
		&(value), most, zero, act				\
	};								\
	module_param_cb(name, &number_ops, (void *)&number_##name, mode); \
	__MODULE_PARM_TYPE(name, "ulong")

/* At load they are kept, until params_filter() sets them. */
static unsigned long filter_pid, filter_vm;

void params_filter(void)
{
	registry_filter(filter_pid, filter_vm);
}

PARAM_NUMBER(filter_pid, filter_pid, INT_MAX, "any", params_filter, 0644);
MODULE_PARM_DESC(filter_pid, "count only exits of VMs of this VMM, by its process (default 0: any)");
PARAM_NUMBER(filter_vm, filter_vm, INT_MAX, "any", params_filter, 0644);
MODULE_PARM_DESC(filter_vm, "count only exits of this VM, by its number in the file vms (default 0: any)");

PARAM_NUMBER(trace_min_ns, account_trace_min_ns, ULONG_MAX, "all", NULL, 0644);
MODULE_PARM_DESC(trace_min_ns, "tracepoint kvmtrap_exit only for exits that took so many ns to handle (default 0: all)");

static unsigned long maxactive, max_vcpus;
PARAM_NUMBER(maxactive, maxactive, MOST, "the default", NULL, 0444);
MODULE_PARM_DESC(maxactive, "return-probe instances per probe: calls in flight at once (default 16 a possible CPU, 1024 to 8192)");
PARAM_NUMBER(max_vcpus, max_vcpus, MOST, "the default", NULL, 0444);
MODULE_PARM_DESC(max_vcpus, "vCPU records, ended VMs included (default 16 a possible CPU, 1024 to 8192)");

/*
 * The default goes no higher than 8192: from 6.7 on each return probe has a slot
 * for each instance on each CPU.
 */
static void use_default(unsigned long *value)
{
	if (!*value)
		*value = clamp(16 * num_possible_cpus(), 1024u, 8192u);
}

void params_begin(void)
{
	mutex_lock(&control);
	use_default(&maxactive);
	use_default(&max_vcpus);
}

const char *params_attach(void)
{
	return attach_name(how);
}

unsigned int params_how(void)
{
	return how;
}

bool params_enabled(void)
{
	return enabled;
}

unsigned int params_maxactive(void)
{
	return maxactive;
}

unsigned int params_max_vcpus(void)
{
	return max_vcpus;
}

int params_act(void)
{
	int err = 0;

	if (times)
		err = attach_times(true);
	if (hot && !err)
		err = control_hot(true);
	/* Last, so that no exit is counted without its time and key. */
	if (enabled && !err)
		err = attach_enable(true);
	return err;
}

void params_ready(void)
{
	ready = true;
	mutex_unlock(&control);
}

void params_end(void)
{
	if (ready)
		mutex_lock(&control);
	ready = false;
	mutex_unlock(&control);
}
