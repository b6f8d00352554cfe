// SPDX-License-Identifier: GPL-2.0-only
/*
 * view.c - see view.h.
 */
#include <string.h>

#include "query/view.h"

#define COUNT(name, title)	{ name, title, CELL_COUNT }
#define NS(name, title)		{ name, title, CELL_NS }
/* A part of the first value. Its share of the first value is shown, too. */
#define PART(name)	{ name "_ns", name, CELL_NS, name "_percent" }
#define CLASSES	\
	COUNT("cpu", "CPU"), COUNT("mem", "MEM"), COUNT("io", "IO"),	\
	COUNT("irq", "IRQ"), COUNT("serror", "SErr"), COUNT("other", "Other"), \
	COUNT("to_user", "To user"), COUNT("signal_exits", "Signal"), COUNT("lost", "Lost"), \
	{ "nested", "Nested", CELL_COUNT, .rare = true }

/* One table, whatever is asked for. */
#define ALWAYS(file)	{ file, file, file }

const struct view views[] = {
	{ "class", { "summary", "vcpus", "vcpus" }, { "class" },
	  { COUNT("exits", "Total") }, BY_PLACE, NULL,
	  "exits by class: CPU, memory, IO, interrupt" },
	{ "vm", { "vms", "vms", "vcpus" }, { "vm" },
	  { COUNT("exits", "Total"), CLASSES }, BY_SIZE, NULL,
	  "exits of each VM, by class" },
	{ "vcpu", ALWAYS("vcpus"), { "vm", "vcpu" },
	  { COUNT("exits", "Total"), CLASSES }, BY_SIZE, NULL,
	  "exits of each vCPU, by class" },
	{ "reason", ALWAYS("reasons"), { "class", "code", "reason" },
	  { COUNT("exits", "Total") }, BY_SIZE, NULL, "exits by reason" },
	{ "user", ALWAYS("userspace"), { "reason" },
	  { COUNT("returns", "Total"), NS("vmm_ns", "In the VMM") }, BY_SIZE, NULL,
	  "returns to the VMM by KVM_EXIT reason, and the time there" },
	{ "time", ALWAYS("times"), { "vm" },
	  { NS("total_ns", "Total"), PART("guest"), PART("kernel"),
	    PART("halted"), PART("vmm"),
	    NS("unsure_ns", "Unsure") }, BY_SIZE, "times",
	  "where the time of the vCPUs went" },
	{ "handling", ALWAYS("handling"), { "class", "code", "reason" },
	  { NS("kernel_ns", "Time"), COUNT("exits", "Exits") }, BY_SIZE, "times",
	  "time that KVM took to handle exits, by reason" },
	{ "latency", ALWAYS("latency"), { "class", "from_ns", "below_ns" },
	  { COUNT("exits", "Total") }, BY_KEY, "times",
	  "how many exits of a class took how long to handle" },
	{ "percentiles", ALWAYS("latency"), { "class", "reason" },
	  { COUNT("exits", "Exits") }, BY_KEY, "times",
	  "p50, p90, p99 and max of the time to handle exits, by class and reason" },
	{ "hot", { "hot", "hot", NULL }, { "kind", "name", "how" },
	  { COUNT("exits", "Total") }, BY_SIZE, "hot",
	  "the registers, calls, pages and faults trapped on" },
	{ NULL }
};

const struct view *view_find(const char *name)
{
	const struct view *v;

	for (v = views; v->name; v++) {
		if (!strcmp(v->name, name))
			return v;
	}
	return NULL;
}

bool view_has_average(const struct view *v)
{
	return v->value[1].name && !v->value[2].name &&
	       v->value[0].type != v->value[1].type;
}

const struct view_class view_classes[VIEW_CLASSES] = {
	{ "cpu", "cpu" }, { "mem", "mem" }, { "io", "io" }, { "irq", "irq" },
	{ "serror", "serror" }, { "other", "other" }, { "total", "exits" },
	{ "io_kernel", "io_kernel" }, { "io_user", "io_user" }, { "to_user", "to_user" },
	{ "lost", "lost" },
	{ NULL }
};

bool view_is_percentiles(const struct view *v)
{
	return !strcmp(v->name, "percentiles");
}

bool view_is_histogram(const struct view *v)
{
	return !strcmp(v->name, "latency");
}

bool view_is_across(const struct view *v, const char *file)
{
	return !strcmp(v->keys[0], "class") && !strcmp(file, "vcpus");
}
