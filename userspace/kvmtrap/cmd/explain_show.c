// SPDX-License-Identifier: GPL-2.0-only
/*
 * explain_show.c - see explain_show.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/emit.h"
#include "cmd/explain_show.h"
#include "explain/sentence.h"
#include "output/sheet.h"
#include "util/die.h"
#include "util/number.h"
#include "util/paragraph.h"

static void print_line(FILE *f, const char *lead, char *text, unsigned int first)
{
	char *line = xasprintf("%s%s", lead, text);

	paragraph_print(f, line, first, first + 2);
	free(line);
	free(text);
}

static void print_finding(FILE *f, const struct facts *all, const struct vm_facts *vm,
			  const struct finding *of)
{
	char *lead = xasprintf("%s: ", of->rule->name);

	print_line(f, lead, sentence_of(all, of), 2);
	free(lead);
	print_line(f, "", xasprintf("%s", of->rule->means), 4);
	print_line(f, "Helps: ", xasprintf("%s", of->rule->helps), 4);
	print_line(f, "See: ", sentence_for(of->rule->see, vm), 4);
	print_line(f, "Source: ", xasprintf("%s", of->rule->source), 4);
}

static void print_vm(FILE *f, const struct facts *all, const struct vm_facts *vm,
		     const struct verdict *v)
{
	size_t i;

	fputc('\n', f);
	print_line(f, "", sentence_of_vm(vm), 0);
	for (i = 0; i < v->findings; i++)
		print_finding(f, all, vm, &v->finding[i]);
	for (i = 0; i < v->opens; i++)
		print_line(f, "not known: ", sentence_of_open(all, &v->open[i]), 2);
	if (vm->lost)
		print_line(f, "", xasprintf("%" PRIu64 " %s lost: see kvmtrap doctor.", vm->lost,
					    plural(vm->lost, "exit was", "exits were")), 2);
}

/* VMs that nothing is told of are named in one line: there may be thousands. */
#define MOST_NAMED	10

/* Where times are off, what was not checked is said instead. */
#define LOOK_ELSEWHERE	" man kvmtrap-explain, WHEN NOTHING STANDS OUT, says where to look then."

struct quiet {
	char *list;
	size_t n;
};

static void add_quiet(struct quiet *q, const struct vm_facts *vm)
{
	char *longer;

	if (q->n++ >= MOST_NAMED)
		return;
	longer = xasprintf("%s%s%s", q->list ?: "", q->n > 1 ? ", " : "", vm->vm);
	free(q->list);
	q->list = longer;
}

static void print_quiet(FILE *f, const struct facts *all, struct quiet *q,
			bool chosen)
{
	if (!all->vms) {
		fprintf(f, "\nNothing stands out: no VM %shas exited.\n",
			all->forgotten ? "that is listed " : "");
	} else if (q->n == all->vms) {
		fputc('\n', f);
		print_line(f, "", xasprintf("Nothing stands out: no exits or times of any %sVM "
					    "%sreach a rule's threshold (kvmtrap explain --rules).%s",
					    chosen ? "chosen " : "",
					    all->forgotten ? "that is listed " : "", all->times ? LOOK_ELSEWHERE :
					    ""), 0);
	} else if (q->n) {
		fputc('\n', f);
		print_line(f, "", xasprintf("Nothing stands out in %zu other VM%s: %s%s", q->n,
					    plural(q->n, "", "s"), q->list,
					    q->n > MOST_NAMED ? ", ..." : "."), 0);
	}
	free(q->list);
}

static void show_text(FILE *f, struct facts *all, const struct snapshot *a,
		      const struct snapshot *b, const struct choice *c)
{
	struct quiet quiet = { NULL, 0 };
	struct verdict v;
	unsigned int m;
	char *text;
	size_t i;

	print_title(f, "#", b);
	print_choice(f, c, b);
	if (all->seconds)
		fprintf(f, ", %s%.3f s", a ? "" : "all of ", all->seconds);
	fputc('\n', f);
	if (a && snapshot_restarted(a, b))
		fprintf(f, "# counting began anew in between: this is what came since then\n");
	for (i = 0; i < all->vms; i++) {
		judge(&v, all, &all->vm[i]);
		if (v.findings || v.opens)
			print_vm(f, all, &all->vm[i], &v);
		else
			add_quiet(&quiet, &all->vm[i]);
		verdict_free(&v);
	}
	if (all->vms || !is_choice(c))
		print_quiet(f, all, &quiet, is_choice(c));
	if (is_choice(c))
		print_idle(f, c, a, b);
	for (m = 0; m < NR_MISSING; m++) {
		text = sentence_of_missing(all, m);
		if (text) {
			fputc('\n', f);
			print_line(f, "", text, 0);
		}
	}
	print_apart(f, a, b);
}

void explain_show(FILE *f, bool json, const struct snapshot *a, const struct snapshot *b,
		  const struct choice *c)
{
	struct facts all;

	if (b->arch >= NR_ARCHS)
		die("this version has no rules for hosts of the architecture '%s'",
		    snapshot_arch_name(b));
	facts_collect(&all, a, b, is_choice(c) ? &c->set : NULL);
	if (json)
		explain_json(f, &all, a, b, c);
	else
		show_text(f, &all, a, b, c);
	facts_free(&all);
	flush_or_die(f);
}

void explain_rules(FILE *f, bool json)
{
	struct sheet sheet;
	const struct rule *r;
	unsigned int i;
	char *text;

	sheet_init(&sheet, "rules");
	sheet_column(&sheet, "rule", "Rule", CELL_TEXT);
	sheet_column(&sheet, "arm64", "arm64", CELL_TEXT);
	sheet_column(&sheet, "x86", "x86", CELL_TEXT);
	sheet_column(&sheet, "threshold", "Threshold", CELL_TEXT);
	for (i = 0; (r = rules[i]); i++) {
		text = sentence_of_threshold(r);
		sheet_text(&sheet, r->name);
		sheet_text(&sheet, rule_is_of(r, ARCH_ARM64) ? "yes" : "-");
		sheet_text(&sheet, rule_is_of(r, ARCH_X86) ? "yes" : "-");
		sheet_text(&sheet, text);
		free(text);
	}
	if (json) {
		json_t *head = json_head("explain", NULL);

		json_object_set_new(head, "rules", sheet_json(&sheet));
		json_put(f, head);
	} else {
		sheet_print(&sheet, f);
	}
	sheet_free(&sheet);
	flush_or_die(f);
}
