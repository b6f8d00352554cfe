// SPDX-License-Identifier: GPL-2.0-only
/*
 * holds.c - compare the model with the files, while all VMs are stopped and when a VM
 * ends.
 */
#include "control.h"
#include "known.h"
#include "wrong.h"

/* Return what exits + lost of the VM may be if KVM's number is @now. */
static struct interval expected(const struct known *k, int64_t now)
{
	if (!k->counted)
		return k->kept;
	return (struct interval){ most(0, now - k->behind.to - k->untold), now - k->behind.from };
}

static bool within(const char *what, const struct vmm *v, int64_t value, struct interval i,
		   int64_t kvm)
{
	return (value >= i.from && value <= i.to) ||
	       wrong("%s of %s (%s, %u vCPUs by %s): exits + lost is %lld, "
		     "not from %lld to %lld; KVM has %lld",
		     what, v->name, v->program, v->vcpus, run_by_names[v->by], (long long)value,
		     (long long)i.from, (long long)i.to, (long long)kvm);
}

bool model_gone(int slot, int64_t last)
{
	struct known *k = &known[slot];
	struct interval fit;
	bool ok = true;
	struct table vms;
	unsigned int row;
	int64_t value;

	filters_forget(slot);
	if (!control.loaded)
		return true;
	if (last < 0 && changing_still())
		last = k->kvm;
	/* If its end is seen, no exit of it stays untold. */
	if (control.probes)
		k->untold = 0;
	else
		orphans += vmms[slot].vcpus;
	fit = expected(k, last < 0 ? k->kvm : last);
	if (last < 0 && k->counted)
		fit.to = ANY_NUMBER;
	ok = table_read(&vms, VMS);
	value = ok ? counted_in(&vms, &vmms[slot], &row) : 0;
	table_free(&vms);
	if (ok && !may_be_nameless())
		ok = within("the end", &vmms[slot], value, fit, last);
	if (!may_be_nameless())
		fit.from = most(fit.from, value);
	if (!may_be_nameless() && control.probes)
		fit.to = value;
	ended.from += fit.from;
	ended.to += fit.to;
	return ok;
}

/* Narrow the intervals by one more number. */
static void learn(struct known *k, int64_t value, int64_t kvm)
{
	if (!k->counted) {
		k->kept.from = value;
		if (!k->untold)
			k->kept.to = value;
		return;
	}
	if (!k->untold)
		k->behind.to = least(k->behind.to, kvm - value);
	k->behind.from = most(k->behind.from, kvm - value - k->untold);
}

static bool vm_holds(int slot, const struct table *vms, const struct table *vcpus,
		     struct interval *sum)
{
	struct known *k = &known[slot];
	struct vmm *v = &vmms[slot];
	int64_t kvm = vmm_exits(v), value;
	struct interval fit;
	unsigned int row;
	bool ok = true;

	value = counted_in(vms, v, &row);
	if (k->untold && !may_be_nameless() && all_told(vcpus, slot))
		k->untold = 0;
	fit = expected(k, kvm);
	if (may_be_nameless())
		ok = within("a part", v, value, (struct interval){ 0, fit.to }, kvm);
	else
		ok = within("all", v, value, fit, kvm);
	if (ok && !may_be_nameless())
		learn(k, value, kvm);
	if (!kvm && row < vms->nr_rows)
		ok = wrong("%s (%s by %s) is listed, and has never entered the guest", v->name,
			   v->program, run_by_names[v->by]);
	sum->from += fit.from;
	sum->to += fit.to;
	return ok;
}

static int64_t in_summary(const struct table *t, const char *what)
{
	return number_in(t, row_where(t, 0, "class", what) % t->nr_rows, "exits");
}

static bool host_holds(struct interval sum)
{
	int64_t total = 0, lost = 0;
	struct table t;
	bool ok = table_read(&t, SUMMARY);

	if (ok) {
		total = in_summary(&t, "total");
		lost = in_summary(&t, "lost");
	}
	table_free(&t);
	return ok && ((total + lost >= sum.from && total + lost <= sum.to) ||
		      wrong("all VMs: total %lld + lost %lld must be from %lld to %lld",
			    (long long)total, (long long)lost, (long long)sum.from,
			    (long long)sum.to));
}

bool model_holds(void)
{
	struct interval sum = ended;
	struct table vms, vcpus;
	bool ok;
	int i;

	ok = table_read(&vms, VMS);
	ok &= table_read(&vcpus, VCPUS);
	for (i = 0; ok && i < NR_SLOTS; i++)
		if (vmms[i].pid)
			ok = vm_holds(i, &vms, &vcpus, &sum);
	table_free(&vms);
	table_free(&vcpus);
	return ok && host_holds(sum);
}

static int64_t health(const struct table *t, const char *name)
{
	return number_in(t, row_where(t, 0, "item", name) % t->nr_rows, "value");
}

bool model_is_empty(void)
{
	struct table t;
	bool ok = table_read(&t, HEALTH);

	if (ok && !orphans)
		ok = (!health(&t, "vms.live") ||
		      wrong("vms.live is not 0, and there is none")) &&
		     (health(&t, "records.used") == health(&t, "vms.ended") ||
		      wrong("%lld records in use, %lld of VMs that ended, and there are no others",
			    (long long)health(&t, "records.used"),
			    (long long)health(&t, "vms.ended")));
	table_free(&t);
	return ok;
}
