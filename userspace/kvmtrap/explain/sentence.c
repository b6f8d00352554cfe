// SPDX-License-Identifier: GPL-2.0-only
/*
 * sentence.c - see sentence.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "explain/sentence.h"
#include "input/parameter.h"
#include "input/snapshot.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"

/* Put @more behind @text, which is freed. */
static char *append(char *text, char *more)
{
	char *both = xasprintf("%s%s", text, more);

	free(text);
	free(more);
	return both;
}

static char *replace(const char *text, const char *word, const char *by)
{
	char *at = strstr(text, word), *head, *rest;

	if (!at)
		return xasprintf("%s", text);
	head = xasprintf("%.*s%s", (int)(at - text), text, by);
	rest = replace(at + strlen(word), word, by);
	return append(head, rest);
}

static const char *ns_text(double ns, char *buf, size_t size)
{
	const struct column column = { "", "", CELL_NS };
	const struct cell cell = { .n = ns };

	cell_show(&column, &cell, buf, size);
	return buf;
}

static char *page_text(const struct hot_fact *h)
{
	const char *what = strstr(h->how, "-write") ? "writes to" :
			   strstr(h->how, "-read") ? "reads of" : "accesses to";
	size_t digits = strcspn(h->how, "0123456789");

	return xasprintf("%s%s%s page %s", h->how + digits, h->how[digits] ? "-byte " : "", what,
			 h->name);
}

static char *port_text(const struct hot_fact *h)
{
	bool out = strstr(h->how, "-out");
	size_t digits = strcspn(h->how, "0123456789");
	bool string = digits && h->how[digits - 1] == 's';

	return xasprintf("%s-byte %s%s %s port %s", h->how + digits, out ? "OUT" : "IN",
			 string ? "S" : "", out ? "to" : "from", h->name);
}

/* A row that is less than a twentieth of what a rule is told of is not worth naming. */
static bool is_named(const struct finding *f, unsigned int i)
{
	return i < ROWS_TOLD && f->row[i].name && (!i || f->row[i].exits >= f->is.count / 20);
}

/* Say what a row of hot is of. */
static char *hot_text(const struct hot_fact *h)
{
	char *text;

	if (!h->kind)
		return xasprintf("%s", h->name);
	if (!strcmp(h->kind, "page"))
		text = page_text(h);
	else if (!strcmp(h->kind, "port"))
		text = port_text(h);
	else if (!strcmp(h->kind, "call"))
		text = xasprintf("calls of %s (%s)", h->name, h->how);
	else if (!strcmp(h->kind, "fault"))
		text = xasprintf("page faults (%s, %s)", h->name, h->how);
	else
		text = xasprintf("%s %s%s", strcmp(h->how, "read") ? "writes to" : "reads of",
				 strcmp(h->kind, "msr") ? "" : "the MSR ", h->name);
	return h->place ? append(text, xasprintf(" (%s)", h->place->text)) : text;
}

static char *rows_text(const struct finding *f)
{
	char *text = xasprintf("%s", "");
	uint64_t named = 0;
	unsigned int i;

	for (i = 0; is_named(f, i); i++) {
		if (i)
			text = append(text, xasprintf(", "));
		text = append(text, hot_text(&f->row[i]));
		named += f->row[i].exits;
	}
	if (i && f->is.count - f->is.count / 20 > named)
		text = append(text, xasprintf(" and %zu more", f->rows - i));
	return text;
}

/* "38 us each, 31 % of its vCPUs' time" */
static char *time_text(const struct amount *is)
{
	char buf[32], *text = xasprintf("%s", "");

	if (is->each_ns >= 0)
		text = append(text, xasprintf("%s each, ", ns_text(is->each_ns, buf, sizeof(buf))));
	if (is->time >= 0)
		text = append(text, xasprintf("%.0f %% of its vCPUs' time", is->time));
	return text;
}

/* Say what a rate is of. */
static const char *of_what(bool per_vm)
{
	return per_vm ? "of all its vCPUs" : "per vCPU";
}

/* "92 % of its exits (48000/s per vCPU, 38 us each, 31 % of its vCPUs' time) are" */
static char *amount_text(const struct amount *is, bool at_least)
{
	char *text = xasprintf("%s%.0f %% of its exits", at_least ? "At least " : "", is->share);
	char *time = time_text(is);
	bool rate = is->rate >= 0;

	if (rate)
		text = append(text, xasprintf(" (%.0f/s %s", is->rate, of_what(is->per_vm)));
	if (*time)
		text = append(text, xasprintf("%s%s", rate ? ", " : " (", time));
	if (rate || *time)
		text = append(text, xasprintf(")"));
	free(time);
	return append(text, xasprintf(" are "));
}

char *sentence_of(const struct facts *all, const struct finding *f)
{
	char *rows = rows_text(f), *what = replace(f->rule->what, "{hot}", rows), *text, *time;

	switch (f->rule->measure) {
	case OF_CPUS:
		text = xasprintf("%s: %.1f of %.0f.", what, all->wanted, all->cpus);
		break;
	case OF_SIGNALS:
		time = time_text(&f->is);
		text = xasprintf("%s %.0f times/s %s%s%s%s.", what, f->is.rate,
				 of_what(f->is.per_vm), *time ? " (" : "", time, *time ? ")" : "");
		free(time);
		break;
	case OF_REST:
		text = append(amount_text(&f->is, false), xasprintf("%s, %s.", f->reason, what));
		break;
	default:
		text = append(amount_text(&f->is, f->at_least), xasprintf("%s.", what));
	}
	free(rows);
	free(what);
	return text;
}

char *sentence_of_open(const struct facts *all, const struct open *o)
{
	char *text = append(amount_text(&o->is, false), xasprintf("%s.", o->pool->of));

	if (all->recorded)
		return append(text, xasprintf(" Which ones is not in a recording."));
	if (all->hot)
		return append(text, xasprintf(" Which ones is not known: hot had no room for them, "
					      "or was switched on later (kvmtrap reset)."));
	return append(text, xasprintf(" Which ones was not counted: echo 1 >" PARAMETERS
				      "/hot, and explain again."));
}

char *sentence_of_vm(const struct vm_facts *vm)
{
	char *text = xasprintf("VM %s %s: %" PRIu64 " exit%s", vm->vm, vm->name, vm->exits,
			       plural(vm->exits, "", "s"));
	double percent = vm->total_ns ? 100.0 / vm->total_ns : 0;

	if (vm->vcpu_seconds)
		text = append(text, xasprintf(" (%.0f/s %s)", vm->exits / vm->vcpu_seconds,
					      of_what(vm->per_vm)));
	if (vm->total_ns) {
		text = append(text, xasprintf("; its vCPUs' time: %.0f %% guest, %.0f %% KVM, "
					      "%.0f %% halted, %.0f %% VMM",
					      percent * vm->guest_ns, percent * vm->kernel_ns,
					      percent * vm->halted_ns, percent * vm->vmm_ns));
	}
	return text;
}

/* What is told to be run goes into a shell. A copy that somebody else made may have anything. */
static const char *number_or(const char *text, const char *other)
{
	uint64_t n;

	return parse_number(text, &n) ? text : other;
}

char *sentence_for(const char *text, const struct vm_facts *vm)
{
	char *once = replace(text, "{vm}", number_or(vm->vm, "VM"));
	char *twice = replace(once, "{pid}", number_or(vm->pid, "PID"));

	free(once);
	return twice;
}

/* Say from what number on a rule is told. */
char *sentence_of_threshold(const struct rule *rule)
{
	const struct threshold *t = &rule->threshold;
	char *text;

	if (rule->measure == OF_CPUS)
		return xasprintf("%.0f %% of the CPUs wanted", t->time);
	text = xasprintf("%s", "");
	if (t->share && t->rate)
		text = append(text, xasprintf("%.0f %% and ", t->share));
	if (t->rate)
		text = append(text, xasprintf("%.0f/s", t->rate));
	if (t->time)
		text = append(text, xasprintf("%s%.0f %% of the time", t->rate ? ", or " : "",
					      t->time));
	if (rule->part[0].pool && rule->part[0].slow)
		text = append(text, xasprintf(", %d us each", SLOW_NS / 1000));
	return text;
}
