// SPDX-License-Identifier: GPL-2.0-only
/*
 * acts.c - do each kind of step, to the module and to the model of it.
 */
#include <unistd.h>

#include "control.h"
#include "kinds.h"
#include "model.h"
#include "odd.h"
#include "quiet.h"
#include "wrong.h"

/* Do @change: while all VMs are stopped, or while the guests run. */
static bool turn(const struct step *s, bool (*change)(const struct step *s))
{
	bool still = is_still(s), ok = true;

	if (still)
		ok = quiet_begin();
	if (ok) {
		model_changing(still);
		ok = change(s);
	}
	if (still)
		ok = quiet_end() && ok;
	return ok;
}

bool start(const struct step *s)
{
	struct vmm *v = &vmms[s->a % NR_SLOTS];

	if (v->pid)
		return true;
	if (!vmm_start(v, program(s), vcpus(s), run_by(s), control.max_vcpus || held(s), s->c))
		return !what_is_wrong();
	model_born(s->a % NR_SLOTS);
	return true;
}

static bool kill_it(const struct step *s)
{
	int slot = s->a % NR_SLOTS;
	struct vmm *v = &vmms[slot];

	if (!v->pid)
		return true;
	if (s->b % 2)
		vmm_stop(v);
	model_changing(s->b % 2 || v->stopped);
	return model_gone(slot, vmm_kill(v));
}

static bool pause_it(const struct step *s)
{
	struct vmm *v = &vmms[s->a % NR_SLOTS];

	vmm_stop(v);
	v->stopped = true;
	return true;
}

static bool go_on(const struct step *s)
{
	struct vmm *v = &vmms[s->a % NR_SLOTS];

	v->stopped = false;
	vmm_continue(v);
	return true;
}

static bool reset_now(const struct step *s)
{
	bool ok = control_reset();

	(void)s;
	if (ok)
		model_reset();
	return ok;
}

static bool reset(const struct step *s)
{
	return turn(s, reset_now);
}

static bool enable_now(const struct step *s)
{
	bool ok = control_enable(s->a % 2);

	model_changed();
	return ok;
}

static bool enable(const struct step *s)
{
	return turn(s, enable_now);
}

/* No filter for a VM whose vCPUs are run by a new process each time. */
static bool filter_pid_now(const struct step *s)
{
	int slot = s->a % (2 * NR_SLOTS);
	bool any = slot >= NR_SLOTS || !vmms[slot].pid || vmms[slot].by == BY_ANY_PROCESS;
	bool ok = control_filter_pid(any ? 0 : vmms[slot].pid);

	model_filter_pid(any ? -1 : slot);
	model_changed();
	return ok;
}

static bool filter_pid(const struct step *s)
{
	return turn(s, filter_pid_now);
}

/* A VM may have no number of its own if some of its vCPUs may have no record. */
static bool filter_vm_now(const struct step *s)
{
	int slot = s->a % (2 * NR_SLOTS);
	long number = slot < NR_SLOTS && vmms[slot].pid && !control.max_vcpus ?
		      model_number(slot) : 0;
	bool ok = control_filter_vm(number);

	model_filter_vm(number ? slot : -1);
	model_changed();
	return ok;
}

static bool filter_vm(const struct step *s)
{
	return turn(s, filter_vm_now);
}

/* Write the values that the filters have, which changes nothing. */
static bool same_filter(const struct step *s)
{
	unsigned int n;

	for (n = 0; n < 5 + s->b % 20; n++) {
		if (!control_filter_again())
			return false;
		usleep(s->a % 3000);
	}
	return true;
}

static bool times(const struct step *s)
{
	return control_times(s->a % 2);
}

static bool hot(const struct step *s)
{
	return control_hot(s->a % 2);
}

bool trace(const struct step *s)
{
	return control_trace(s->b % NR_TRACED, s->a % 2);
}

static bool probes(const struct step *s)
{
	bool ok = true;

	/* Exits of a vCPU without a record cannot be counted as lost. */
	if (control.max_vcpus || control.probes == s->a % 2)
		return true;
	if (!(s->a % 2))
		model_probes_off();
	ok = control_probes(s->a % 2);
	if (ok && s->a % 2)
		model_probes_on();
	return ok;
}

/*
 * With several CPUs, QEMU may miss that KVM's tracepoints are switched on: keep the attachment.
 * On x86 there is no other.
 */
static bool may_attach_otherwise(void)
{
#ifdef __x86_64__
	return false;
#else
	return sysconf(_SC_NPROCESSORS_ONLN) == 1;
#endif
}

static bool load_now(const struct step *s)
{
	bool other = may_attach_otherwise() && s->a % 2;
	bool ok = control_load(control.tracepoint ^ other, s->b % 2 && !is_left_out("times"),
			       s->b / 2 % 2 && !is_left_out("hot"));

	if (ok)
		model_loaded();
	return ok;
}

static bool reload(const struct step *s)
{
	bool ok = true;

	if (!control.probes)
		ok = control_probes(true);
	ok = ok && control_unload();
	usleep(s->a % 4 * 1000);
	return ok && turn(s, load_now);
}

static bool run(const struct step *s)
{
	usleep(s->a % 100000);
	return true;
}

static bool quiet(const struct step *s)
{
	bool ok = quiet_begin();

	(void)s;
	return quiet_end() && ok;
}

static bool read_oddly(const struct step *s)
{
	return odd_read(s->a, s->b);
}

const struct kind kinds[] = {
	{ "start", 16, start, .vm = true },
	{ "kill", 6, kill_it, .vm = true },
	{ "pause", 3, pause_it, .vm = true },
	{ "go-on", 4, go_on, .vm = true },
	{ "reset", 5, reset, .still = true },
	{ "enabled", 8, enable, .on = true, .still = true },
	{ "filter_pid", 6, filter_pid, .vm = true, .still = true },
	{ "filter_vm", 6, filter_vm, .vm = true, .still = true },
	{ "same-filter", 5, same_filter },
	{ "times", 6, times, .on = true },
	{ "hot", 3, hot, .on = true },
	{ "trace", 5, trace, .on = true },
	{ "probes", 5, probes, .on = true },
	{ "reload", 3, reload, .still = true },
	{ "run", 8, run },
	{ "quiet", 12, quiet },
	{ "odd-read", 3, read_oddly },
};

const unsigned int nr_kinds = sizeof(kinds) / sizeof(kinds[0]);
