// SPDX-License-Identifier: GPL-2.0-only
/*
 * attach.c - starts and stops the two parts of an attachment: its source, which
 * sees exits, and the probes that every attachment has.
 */
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/mutex.h>
#include <linux/string.h>

#include "arch.h"
#include "registry/control.h"
#include "attach.h"
#include "life.h"
#include "private.h"
#include "status.h"
#include "times.h"

static const struct exit_source *source;

static DEFINE_MUTEX(attach_lock);
static enum {
	DETACHED,
	DISABLED,	/* all probes are registered; none that exits run is armed */
	ENABLED,
} state;
static u64 missed_before[MOST_PROBES];

static const struct exit_source *const sources[] = {
#if ARCH_KRETPROBE
	&exit_by_kretprobe,
#endif
	&exit_by_tracepoint
};

const char *attach_name(unsigned int n)
{
	return n < ARRAY_SIZE(sources) ? sources[n]->name : NULL;
}

int attach(unsigned int how, unsigned int maxactive)
{
	int err;

	mutex_lock(&attach_lock);
	source = sources[how];
	err = attach_life_register();
	if (err)
		goto out;
	err = source->prepare(maxactive);
	if (err)
		goto out_life;
	state = DISABLED;
	goto out;

out_life:
	attach_life_unregister();
out:
	mutex_unlock(&attach_lock);
	return err;
}

static int attach_arm(void)
{
	int err;

	/* Nobody here disables these: if they are not in place, all probes are switched off. */
	if (!attach_life_in_place())
		return attach_refuse_switched_off();
	err = attach_times_arm();
	if (err)
		return err;
	err = source->arm();
	if (err)
		attach_times_disarm();
	else
		registry_resume();
	return err;
}

static int attach_disarm(void)
{
	int err;

	registry_pause();
	err = source->disarm();
	if (err) {
		registry_resume();
		return err;
	}
	attach_times_disarm();
	return 0;
}

void detach(void)
{
	mutex_lock(&attach_lock);
	if (state != DETACHED) {
		if (state == ENABLED)
			source->disarm();
		attach_times_off();
		if (source->release)
			source->release();
		attach_life_unregister();
	}
	state = DETACHED;
	mutex_unlock(&attach_lock);
}

int attach_enable(bool enable)
{
	int err = 0;

	mutex_lock(&attach_lock);
	if (state == DETACHED)
		err = -ENODEV;
	else if (enable != (state == ENABLED))
		err = enable ? attach_arm() : attach_disarm();
	if (!err)
		state = enable ? ENABLED : DISABLED;
	mutex_unlock(&attach_lock);
	return err;
}

int attach_sees_registers(const char *what)
{
	if (!source->sees_early || !arch_registers_are_late())
		return 0;
	pr_err("%s: with kvm-arm.mode=protected this kernel's kvm_exit comes before the registers: choose attach=kretprobe\n",
	       what);
	return -EOPNOTSUPP;
}

int attach_times(bool on)
{
	int err = 0;

	mutex_lock(&attach_lock);
	if (state == DETACHED)
		err = -ENODEV;
	else if (on)
		err = attach_sees_registers("times") ?:
		      attach_times_on(source, state == ENABLED);
	else
		attach_times_off();
	mutex_unlock(&attach_lock);
	return err;
}

/* The @n-th probe: those of the source first, then those that every attachment has. */
static bool attach_status_of(unsigned int n, struct probe_status *status)
{
	bool (*const of[])(unsigned int, struct probe_status *) = {
		source->status, attach_life_status, attach_times_status
	};
	unsigned int i, first = 0, k;

	for (i = 0; i < ARRAY_SIZE(of); i++) {
		if (of[i](n - first, status))
			return true;
		for (k = 0; of[i](k, status); k++)
			first++;
	}
	return false;
}

void attach_probes(struct probes *probes)
{
	struct probe_status *status = probes->of;
	unsigned int n;

	mutex_lock(&attach_lock);
	for (n = 0; state != DETACHED && n < MOST_PROBES && attach_status_of(n, status);
	     n++, status++) {
		if (state == DISABLED && !status->always)
			status->state = "disabled";
		status->missed -= missed_before[n];
	}
	probes->n = n;
	mutex_unlock(&attach_lock);
}

void attach_reset_missed(void)
{
	struct probe_status status;
	unsigned int n;

	mutex_lock(&attach_lock);
	/* A probe that is not registered now begins at 0 when it is. */
	memset(missed_before, 0, sizeof(missed_before));
	attach_times_reset_missed();
	for (n = 0; state != DETACHED && attach_status_of(n, &status); n++)
		missed_before[n] = status.missed;
	mutex_unlock(&attach_lock);
}
