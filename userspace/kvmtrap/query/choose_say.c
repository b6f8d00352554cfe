// SPDX-License-Identifier: GPL-2.0-only
/*
 * choose_say.c - see choose_say.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "query/choose_say.h"
#include "util/die.h"
#include "util/nearest.h"
#include "util/number.h"

/* A message names at most this many VMs. */
#define MOST_NAMED	4

/* A list of VMs that is put together for people. */
struct list {
	char *text;
	size_t named, all;
};

static void list_add(struct list *l, const char *format, const char *a, const char *b)
{
	char *part, *longer;

	if (l->all++ >= MOST_NAMED)
		return;
	part = xasprintf(format, a, b);
	longer = xasprintf("%s%s%s", l->text ?: "", l->text ? ", " : "", part);
	free(part);
	free(l->text);
	l->text = longer;
	l->named++;
}

/* Return the end of the list, which is valid until the next call. */
static const char *list_end(const struct list *l)
{
	static char text[40];

	snprintf(text, sizeof(text), " and %zu more", l->all - l->named);
	return l->all > l->named ? text : "";
}

char *choice_text(const struct choice *c, const struct snapshot *s)
{
	struct list l = { 0 };
	char *text;
	size_t i;

	for (i = 0; i < c->set.n; i++)
		list_add(&l, "%s (%s)", c->set.vm[i], snapshot_vm_name(s, c->set.vm[i]));
	if (c->words)
		text = xasprintf("%s%s%s VM%s %s%s", c->vcpu ? "vCPU " : "", c->vcpu ?: "",
				 c->vcpu ? " of" : "", l.all > 1 ? "s" : "", l.text ?: "-",
				 list_end(&l));
	else
		text = xasprintf("vCPU %s", c->vcpu ?: "-");
	free(l.text);
	if (*text != ' ')
		return text;
	memmove(text, text + 1, strlen(text));
	return text;
}

/* Return the end of the only message: the VMs that live, by @column. */
static const char *others(const struct snapshot *s, const char *column)
{
	const char *here = s->live ? "" : " --root COPY";
	static struct list l;
	size_t i;

	for (i = 0; i < s->names; i++) {
		const char *vm = s->name[i].vm;
		const char *what = column ? snapshot_vm_cell(s, vm, column) : vm;

		if (*what && strcmp(what, "-") && !strcmp(snapshot_vm_cell(s, vm, "state"), "live"))
			list_add(&l, "%s (%s)", what, s->name[i].name);
	}
	if (!l.all)
		return xasprintf("none is running: kvmtrap list --all%s shows those that ended", here);
	return xasprintf("there %s %s%s: kvmtrap list --all%s shows all",
			 plural(l.all, "is", "are"), l.text, list_end(&l), here);
}

/* Return the name that looks most like @text, or has it inside; NULL: none. */
static const char *nearest_name(const struct snapshot *s, const char *text)
{
	const char *near = s->names ? nearest(text, &s->name[0].name, s->names,
					      sizeof(s->name[0])) : NULL;
	size_t i;

	for (i = 0; !near && *text && i < s->names; i++) {
		if (strcasestr(s->name[i].name, text))
			near = s->name[i].name;
	}
	return near;
}

/* Return the VM that has a vCPU in the thread @tid, or NULL. */
static const char *vm_of_thread(const struct snapshot *s, const char *tid)
{
	const struct table *t = snapshot_table(s, "vcpus");
	size_t row;

	for (row = 0; t && row < t->rows; row++) {
		if (!strcmp(table_get(t, row, "tid"), tid) && strcmp(tid, "-"))
			return table_get(t, row, "vm");
	}
	return NULL;
}

static const char *in(const struct choice *c)
{
	return c->where ? " in " : "";
}

static void __attribute__((noreturn)) say_no_pid(const struct choice *c, const struct snapshot *s,
						 const char *pid)
{
	const struct table *vms = snapshot_table(s, "vms");
	const char *vm = vm_of_thread(s, pid);

	if (vm)
		die("%s is the thread of a vCPU of VM %s (%s): say --pid %s or --vm %s", pid, vm,
		    snapshot_vm_name(s, vm), snapshot_vm_cell(s, vm, "pid"), vm);
	if (!vms || table_column(vms, "pid") < 0)
		die("this copy tells no PIDs: choose with --vm");
	die("there is no VM of PID '%s'%s%s; %s", pid, in(c), c->where ?: "", others(s, "pid"));
}

static const char *kind_of(enum choice_by by)
{
	switch (by) {
	case BY_UUID:
		return "VM with the UUID";
	case BY_DOMAIN:
		return "libvirt domain";
	default:
		return "VM";
	}
}

void choose_say_none(const struct choice *c, const struct snapshot *s,
		     const struct choice_word *w)
{
	const char *near;
	size_t i;

	if (w->by == BY_PID)
		say_no_pid(c, s, w->text);
	for (i = 0; i < s->names; i++) {
		const char *vm = s->name[i].vm;

		if (!strcmp(snapshot_vm_cell(s, vm, "pid"), w->text))
			die("there is no VM %s: it is the PID of VM %s (%s): say --pid %s", w->text,
			    vm, s->name[i].name, w->text);
	}
	near = w->by == BY_UUID ? NULL : nearest_name(s, w->text);
	if (near && strcmp(near, w->text))
		die("there is no %s '%s'%s%s%s", kind_of(w->by), w->text, in(c), c->where ?: "",
		    did_you_mean(near, ""));
	die("there is no %s '%s'%s%s; %s", kind_of(w->by), w->text, in(c), c->where ?: "",
	    others(s, NULL));
}

void choose_say_no_vcpu(const struct choice *c, const struct snapshot *s)
{
	const struct table *t = snapshot_table(s, "vcpus");
	static struct list l;
	size_t row;

	if (c->set.n != 1)
		die("no VM%s has a vCPU %s: kvmtrap list --vcpus --all%s shows all",
		    c->words ? " of these" : "", c->vcpu, s->live ? "" : " --root COPY");
	for (row = 0; t && row < t->rows; row++) {
		if (!strcmp(table_get(t, row, "vm"), c->set.vm[0]))
			list_add(&l, "%s%s", table_get(t, row, "vcpu"), "");
	}
	die("VM %s (%s) has no vCPU %s; it has %s%s", c->set.vm[0],
	    snapshot_vm_name(s, c->set.vm[0]), c->vcpu, l.text ?: "none", list_end(&l));
}
