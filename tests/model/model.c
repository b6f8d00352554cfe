// SPDX-License-Identifier: GPL-2.0-only
/*
 * model.c - see model.h.
 *
 * Of a VM that is counted, exits + lost is KVM's number less `behind`; of another
 * it is `kept`, and stays. An exit that is under way when a control is turned is
 * on either side of it; so may be the one before it, if that is not settled.
 */
#include <string.h>

#include "control.h"
#include "model.h"
#include "table.h"
#include "wrong.h"

#define ANY_NUMBER (1ll << 50)
#define UNDER_WAY 2		/* exits of one vCPU at most */

struct interval {
	int64_t from, to;
};

static struct known {
	bool counted;
	struct interval behind, kept;
	/*
	 * So many exits may not be told yet: of KVM_RUNs whose begin was not seen,
	 * until each vCPU has returned once from one that was.
	 */
	int64_t untold;
	int64_t returns[MOST_VCPUS];	/* when that began to be waited for */
	/* Before the change that is under way. */
	int64_t kvm, seen;
} known[NR_SLOTS];

static struct interval ended;	/* what all that have gone have counted */
static struct table before;	/* vms, then */
static bool still, was_enabled;
static bool orphans;		/* VMs whose end was not to be seen */
static int only_pid, only_vm;	/* slots; -1: any, NR_SLOTS: of one that has gone */

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

void model_init(void)
{
	memset(known, 0, sizeof(known));
	ended = (struct interval){ 0 };
	only_pid = -1;
	only_vm = -1;
	was_enabled = true;
	orphans = false;
}

static bool should_count(int slot)
{
	return control.loaded && control.enabled && (only_pid < 0 || only_pid == slot) &&
	       (only_vm < 0 || only_vm == slot);
}

void model_only_pid(int slot)
{
	only_pid = slot;
}

void model_only_vm(int slot)
{
	only_vm = slot;
}

bool model_has_filter(void)
{
	return only_pid >= 0 || only_vm >= 0;
}

/* exits + lost of the VM in the table vms; its row, or nr_rows. */
static int64_t counted_in(const struct table *vms, const struct vmm *v, unsigned int *row)
{
	*row = row_where(vms, 0, "comm", v->name);
	return *row < vms->nr_rows ? number_in(vms, *row, "exits") + number_in(vms, *row, "lost") : 0;
}

static int64_t under_way(int slot)
{
	return still ? 0 : UNDER_WAY * vmms[slot].vcpus;
}

/* Of how many records there are not all vCPUs have one. */
static bool may_be_nameless(void)
{
	return control.max_vcpus;
}

void model_changing(bool all_still)
{
	unsigned int row;
	int i;

	still = all_still;
	table_free(&before);
	if (control.loaded)
		table_read(&before, VMS);
	for (i = 0; i < NR_SLOTS; i++) {
		if (!vmms[i].pid)
			continue;
		known[i].seen = control.loaded ? counted_in(&before, &vmms[i], &row) : 0;
		known[i].kvm = vmm_exits(&vmms[i]);
	}
}

static void stops_counting(struct known *k, int slot, int64_t now)
{
	k->kept.from = most(k->seen, k->kvm - k->behind.to - k->untold - under_way(slot));
	k->kept.to = now - k->behind.from;
	k->counted = false;
}

static void starts_counting(struct known *k, int slot, int64_t now)
{
	k->behind.from = most(0, k->kvm - under_way(slot) - k->kept.to);
	k->behind.to = now - k->kept.from;
	k->counted = true;
}

/* The KVM_RUN that is under way was not seen to begin, nor will its return be. */
static void missed_the_begin(struct known *k, int slot)
{
	if (!still)
		k->untold = most(k->untold, UNDER_WAY * vmms[slot].vcpus);
	memset(k->returns, 0, sizeof(k->returns));
}

static void mark_returns(void);

void model_changed(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];
		bool count = should_count(i);
		int64_t now;

		if (!vmms[i].pid)
			continue;
		now = vmm_exits(&vmms[i]);
		if (k->counted && !count)
			stops_counting(k, i, now);
		else if (!k->counted && count)
			starts_counting(k, i, now);
		if (control.enabled && !was_enabled)
			missed_the_begin(k, i);
	}
	if (control.enabled && !was_enabled)
		mark_returns();
	was_enabled = control.enabled;
}

void model_reset(void)
{
	int i;

	ended = (struct interval){ 0 };
	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];
		int64_t now;

		if (!vmms[i].pid)
			continue;
		now = vmm_exits(&vmms[i]);
		if (k->counted) {
			int64_t from = k->kvm - under_way(i);

			/* What is told only afterwards counts afterwards. */
			if (k->untold)
				from = least(from, k->seen + k->behind.from);
			k->behind.from = most(0, from);
			k->behind.to = now;
		} else {
			k->kept.to = under_way(i) + (k->untold ? k->kept.to - k->seen : 0);
			k->kept.from = 0;
		}
	}
	mark_returns();
}

void model_loaded(void)
{
	int i;

	ended = (struct interval){ 0 };
	only_pid = -1;
	only_vm = -1;
	orphans = false;
	for (i = 0; i < NR_SLOTS; i++) {
		struct known *k = &known[i];

		if (!vmms[i].pid)
			continue;
		k->kept = (struct interval){ 0 };
		k->untold = 0;
		starts_counting(k, i, vmm_exits(&vmms[i]));
		missed_the_begin(k, i);
	}
	model_changed();
}

void model_probes_off(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++)
		if (vmms[i].pid)
			known[i].untold = ANY_NUMBER;
}

/* Returns of KVM_RUN seen of that vCPU, those that count in vcpus. */
static int64_t returns_of(const struct table *vcpus, const struct vmm *v, unsigned int id)
{
	unsigned int row = 0;

	while ((row = row_where(vcpus, row, "comm", v->name)) < vcpus->nr_rows) {
		int64_t number;

		if (cell_number(vcpus, row, column_of(vcpus, "vcpu"), &number) && number == id)
			return number_in(vcpus, row, "left") + number_in(vcpus, row, "signal");
		row++;
	}
	return 0;
}

static void mark_returns(void)
{
	struct table vcpus;
	unsigned int id;
	int i;

	table_read(&vcpus, VCPUS);
	for (i = 0; i < NR_SLOTS; i++)
		for (id = 0; vmms[i].pid && id < vmms[i].vcpus; id++)
			known[i].returns[id] = returns_of(&vcpus, &vmms[i], id);
	table_free(&vcpus);
}

void model_probes_on(void)
{
	mark_returns();
}

/* Has all of it been seen to return since? */
static bool all_told(const struct table *vcpus, int slot)
{
	unsigned int id;

	if (!control.probes)
		return false;
	for (id = 0; id < vmms[slot].vcpus; id++)
		if (returns_of(vcpus, &vmms[slot], id) <= known[slot].returns[id])
			return false;
	return true;
}

long model_number(int slot)
{
	unsigned int row;
	struct table vms;
	long number = 0;

	if (table_read(&vms, VMS)) {
		row = row_where(&vms, 0, "comm", vmms[slot].name);
		number = row < vms.nr_rows ? number_in(&vms, row, "vm") : 0;
	}
	table_free(&vms);
	return number;
}

void model_born(int slot)
{
	struct known *k = &known[slot];

	*k = (struct known){ .counted = should_count(slot) };
	if (!control.probes) {
		k->untold = ANY_NUMBER;
		k->behind.to = ANY_NUMBER;
	}
}

/* What it may have counted, with KVM's number @now. */
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
	       wrong("%s of %s (%s, %u vCPUs by %s): exits + lost is %lld, and must be from %lld to %lld; KVM has counted %lld",
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

	if (only_pid == slot)
		only_pid = NR_SLOTS;
	if (only_vm == slot)
		only_vm = NR_SLOTS;
	if (!control.loaded)
		return true;
	if (last < 0 && still)
		last = k->kvm;
	/* Its end tells of all of them. */
	if (control.probes)
		k->untold = 0;
	else
		orphans = true;
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

/* One more number: what remains possible. */
static void learn(struct known *k, int64_t value, int64_t kvm)
{
	if (!k->counted) {
		k->kept.from = value;
		if (!k->untold)
			k->kept.to = value;
		return;
	}
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
	return number_in(t, row_where(t, 0, "what", what) % t->nr_rows, "exits");
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
		ok = (!health(&t, "vms.live") || wrong("vms.live is not 0, and there is none")) &&
		     (health(&t, "records.used") == health(&t, "vms.ended") ||
		      wrong("of %lld records in use %lld are of VMs that ended, and there are no others",
			    (long long)health(&t, "records.used"),
			    (long long)health(&t, "vms.ended")));
	table_free(&t);
	return ok;
}
