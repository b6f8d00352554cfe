// SPDX-License-Identifier: GPL-2.0-only
/*
 * recording.c - see recording.h. trace.dat is read by trace-cmd's library.
 */
#include <inttypes.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event-parse.h>
#include <trace-cmd.h>

#include "input/recording.h"
#include "util/die.h"
#include "util/number.h"

struct reader {
	struct recording *r;
	const char *path;
	struct tep_event *event;
	struct tep_format_field *vm, *vcpu, *reason, *ns;
	struct tep_format_field *nested;	/* on x86 */
	size_t common;	/* how many bytes of a record have its type and its thread */
};

/* Some fields are of one architecture only. */
static enum architecture arch_of(struct tep_event *event)
{
	if (tep_find_field(event, "esr"))
		return ARCH_ARM64;
	return tep_find_field(event, "info1") ? ARCH_X86 : ARCH_UNKNOWN;
}

struct vmm {
	uint64_t vm;
	char comm[17];
};

static int compare(const void *left, const void *right)
{
	const struct vmm *a = left, *b = right;

	return (a->vm > b->vm) - (a->vm < b->vm);
}

void recording_note_comm(struct recording *r, uint64_t vm, const char *comm)
{
	struct vmm *vmm;

	if (recording_comm(r, vm))
		return;
	vmm = calloc(1, sizeof(*vmm));
	if (!vmm)
		die("out of memory");
	vmm->vm = vm;
	strncpy(vmm->comm, comm, sizeof(vmm->comm) - 1);
	if (!tsearch(vmm, &r->vmms, compare))
		die("out of memory");
}

const char *recording_comm(const struct recording *r, uint64_t vm)
{
	struct vmm key = { .vm = vm }, **vmm = tfind(&key, &r->vmms, compare);

	return vmm ? (*vmm)->comm : NULL;
}

size_t recording_untimed(const struct recording *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->exits; i++)
		n += !r->exit[i].ns;
	return n;
}

static void note_vmm(struct recording *r, struct tep_handle *tep, struct tep_record *record,
		     uint64_t vm)
{
	const char *comm;

	if (recording_comm(r, vm))
		return;
	/* Of a thread whose name was not recorded the library says "<...>". */
	comm = tep_data_comm_from_pid(tep, tep_data_pid(tep, record));
	if (strcmp(comm, "<...>"))
		recording_note_comm(r, vm, comm);
}

/* The recording says where a field is: it may say that it is outside of the record. */
static bool is_inside(const struct tep_format_field *f, size_t size)
{
	return f->offset >= 0 && f->size > 0 && (size_t)f->offset + f->size <= size;
}

static unsigned long long field(const struct reader *reader, struct tep_format_field *f,
				struct tep_record *record)
{
	unsigned long long value = 0;

	if (!is_inside(f, record->size) || tep_read_number_field(f, record->data, &value))
		die("%s: a record has no room for its field '%s'; is it damaged?", reader->path,
		    f->name);
	return value;
}

static int take(struct tracecmd_input *input, struct tep_record *record, int cpu, void *data)
{
	struct tep_handle *tep = tracecmd_get_tep(input);
	struct reader *reader = data;
	struct recording *r = reader->r;
	struct traced_exit *e;

	(void)cpu;
	/* -1: the page had no room for their number. */
	if (record->missed_events < 0)
		r->missed_more = true;
	r->missed += record->missed_events < 0 ? 1 : record->missed_events;
	if ((size_t)record->size < reader->common)
		die("%s: a record is too short; is it damaged?", reader->path);
	if (tep_data_type(tep, record) != reader->event->id)
		return 0;
	r->exit = grow_array(r->exit, r->exits, sizeof(*r->exit));
	e = &r->exit[r->exits++];
	e->time = record->ts;
	e->ns = field(reader, reader->ns, record);
	e->vm = field(reader, reader->vm, record);
	e->vcpu = field(reader, reader->vcpu, record);
	e->reason = field(reader, reader->reason, record);
	e->nested = reader->nested && field(reader, reader->nested, record);
	note_vmm(r, tep, record, e->vm);
	return 0;
}

/*
 * Return how many bytes of each record the library reads to tell its type and its thread. It looks
 * at one of the events to find them.
 */
static size_t common_size(struct tep_handle *tep, const char *path)
{
	static const char *const names[] = { "common_type", "common_pid" };
	int i, n = tep_get_events_count(tep);
	size_t size = 0;

	for (i = 0; i < 2 * n; i++) {
		struct tep_format_field *f = tep_find_common_field(tep_get_event(tep, i / 2),
								   names[i % 2]);

		if (!f || f->offset < 0 || f->size <= 0)
			die("%s: an event has no field '%s'; is it damaged?", path, names[i % 2]);
		if ((size_t)f->offset + f->size > size)
			size = (size_t)f->offset + f->size;
	}
	return size;
}

/*
 * Open @fd, as tracecmd_open_fd() does, which crashes where the recording is cut off: then it
 * closes what is half open. It is left open here. Only by a name can the steps be taken one by
 * one. Return NULL if this is no recording.
 */
static struct tracecmd_input *open_recording(int fd)
{
	char *name = xasprintf("/proc/self/fd/%d", fd);
	struct tracecmd_input *input;

	if (access(name, R_OK)) {
		input = tracecmd_open_fd(fd, 0);
	} else {
		input = tracecmd_open_head(name, 0);
		close(fd);
		if (input && tracecmd_init_data(input) < 0)
			input = NULL;
	}
	free(name);
	return input;
}

/* Once for each file that is read: top reads the same one again, and has a screen by then. */
static void warn_of_lacks(const struct recording *r, const char *path)
{
	size_t untimed = recording_untimed(r);
	static char *last;

	if (last && !strcmp(last, path))
		return;
	free(last);
	last = xasprintf("%s", path);
	if (r->missed || r->missed_more)
		warn("%s: %s%" PRIu64 " event%s missed: the counts lack them", path,
		     r->missed_more ? "at least " : "", r->missed,
		     plural(r->missed, " was", "s were"));
	if (untimed)
		warn("%s: of %zu exit%s it is not known how long %s took: times lack them", path,
		     untimed, plural(untimed, "", "s"), plural(untimed, "it", "they"));
}

void recording_load(struct recording *r, int fd, const char *path)
{
	struct tracecmd_input *input;
	struct reader reader = { .r = r, .path = path };

	memset(r, 0, sizeof(*r));
	/* It is sorted and copied, also where there is no exit. */
	r->exit = grow_array(r->exit, 0, sizeof(*r->exit));
	tracecmd_set_loglevel(TEP_LOG_NONE);
	tep_set_loglevel(TEP_LOG_NONE);
	input = open_recording(fd);
	if (!input)
		die("%s: cannot read this recording; is it cut off?", path);
	reader.event = tep_find_event_by_name(tracecmd_get_tep(input), "kvmtrap", "kvmtrap_exit");
	if (!reader.event)
		die("%s: no kvmtrap events in it: record with kvmtrap record, or "
		    "trace-cmd record -e kvmtrap", path);
	reader.common = common_size(tracecmd_get_tep(input), path);
	reader.vm = tep_find_field(reader.event, "vm");
	reader.vcpu = tep_find_field(reader.event, "vcpu");
	reader.reason = tep_find_field(reader.event, "reason");
	reader.ns = tep_find_field(reader.event, "ns");
	reader.nested = tep_find_field(reader.event, "nested");
	r->arch = arch_of(reader.event);
	if (!reader.vm || !reader.vcpu || !reader.reason || !reader.ns || r->arch == ARCH_UNKNOWN)
		die("%s: its kvmtrap_exit events are of another version", path);
	if (tracecmd_iterate_events(input, NULL, 0, take, &reader))
		die("%s: this recording cannot be read to its end", path);
	tracecmd_close(input);
	warn_of_lacks(r, path);
}

void recording_free(struct recording *r)
{
	free(r->exit);
	tdestroy(r->vmms, free);
	memset(r, 0, sizeof(*r));
}
