// SPDX-License-Identifier: GPL-2.0-only
/*
 * explain_json.c - what kvmtrap explain has found, as JSON.
 */
#include <stdlib.h>

#include "cmd/emit.h"
#include "cmd/explain_show.h"
#include "explain/sentence.h"
#include "output/sheet.h"
#include "util/die.h"

static void put_string(json_t *o, const char *name, char *text)
{
	json_object_set_new(o, name, json_text(text));
	free(text);
}

static json_t *known(double x)
{
	return x < 0 ? json_null() : json_real(x);
}

static void put_amount(json_t *o, const struct amount *is)
{
	json_object_set_new(o, "count", json_count(is->count));
	json_object_set_new(o, "percent", known(is->share));
	json_object_set_new(o, "per_second", known(is->rate));
	json_object_set_new(o, "time_percent", known(is->time));
	json_object_set_new(o, "average_ns", is->each_ns < 0 ? json_null() :
							      json_integer(is->each_ns));
}

static json_t *json_row(const struct hot_fact *row)
{
	json_t *o = json_object();

	json_object_set_new(o, "kind", json_text(row->kind));
	json_object_set_new(o, "name", json_text(row->name));
	json_object_set_new(o, "how", json_text(row->how));
	json_object_set_new(o, "exits", json_count(row->exits));
	return o;
}

static json_t *json_finding(const struct facts *all, const struct vm_facts *vm,
			    const struct finding *f)
{
	json_t *o = json_object(), *hot = json_array();
	unsigned int i;

	for (i = 0; i < ROWS_TOLD && f->row[i].name; i++) {
		if (f->row[i].kind)
			json_array_append_new(hot, json_row(&f->row[i]));
	}
	json_object_set_new(o, "rule", json_string(f->rule->name));
	put_amount(o, &f->is);
	json_object_set_new(o, "at_least", json_boolean(f->at_least));
	put_string(o, "sentence", sentence_of(all, f));
	json_object_set_new(o, "means", json_string(f->rule->means));
	json_object_set_new(o, "helps", json_string(f->rule->helps));
	put_string(o, "see", sentence_for(f->rule->see, vm));
	json_object_set_new(o, "source", json_string(f->rule->source));
	json_object_set_new(o, "hot", hot);
	return o;
}

static json_t *json_open(const struct facts *all, const struct open *open)
{
	json_t *o = json_object();

	json_object_set_new(o, "what", json_string(open->pool->of));
	put_amount(o, &open->is);
	put_string(o, "sentence", sentence_of_open(all, open));
	return o;
}

static json_t *json_vm(const struct facts *all, const struct vm_facts *vm,
		       const struct verdict *v)
{
	json_t *o = json_object(), *findings = json_array(), *open = json_array();
	size_t i;

	json_object_set_new(o, "vm", json_id(vm->vm));
	json_object_set_new(o, "vm_name", json_known(vm->name));
	json_object_set_new(o, "exits", json_count(vm->exits));
	json_object_set_new(o, "lost", json_count(vm->lost));
	for (i = 0; i < v->findings; i++)
		json_array_append_new(findings, json_finding(all, vm, &v->finding[i]));
	for (i = 0; i < v->opens; i++)
		json_array_append_new(open, json_open(all, &v->open[i]));
	json_object_set_new(o, "findings", findings);
	json_object_set_new(o, "open", open);
	return o;
}

void explain_json(FILE *f, struct facts *all, const struct snapshot *a, const struct snapshot *b,
		  const struct choice *c)
{
	json_t *head = json_head("explain", b), *vms = json_array(), *lacks = json_array();
	struct verdict v;
	unsigned int m;
	char *text;
	size_t i;

	json_change(head, a, b);
	json_object_set_new(head, "forgotten", json_count(snapshot_forgotten(a, b)));
	json_choice(head, c, a, b);
	/* Also of all so far. */
	json_object_set_new(head, "seconds", all->seconds ? json_real(all->seconds) : json_null());
	for (i = 0; i < all->vms; i++) {
		judge(&v, all, &all->vm[i]);
		json_array_append_new(vms, json_vm(all, &all->vm[i], &v));
		verdict_free(&v);
	}
	json_object_set_new(head, "vms", vms);
	for (m = 0; m < NR_MISSING; m++) {
		text = sentence_of_missing(all, m);
		if (text)
			json_array_append_new(lacks, json_text(text));
		free(text);
	}
	json_object_set_new(head, "missing", lacks);
	json_put(f, head);
}
