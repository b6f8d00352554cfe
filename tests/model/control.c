// SPDX-License-Identifier: GPL-2.0-only
/*
 * control.c - see control.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "back.h"
#include "control.h"
#include "table.h"
#include "wrong.h"

#define PARAMETERS "/sys/module/kvmtrapcount/parameters"
#define PROBES "/sys/kernel/debug/kprobes/enabled"

struct control control = { .probes = true };
static const char *module;

void control_init(const char *path)
{
	module = path;
}

static bool put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : write(fd, text, strlen(text));
	int error = errno;

	if (fd >= 0)
		close(fd);
	errno = error;
	return n == (ssize_t)strlen(text);
}

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec * 1000000000ll + t.tv_nsec;
}

bool control_load(bool tracepoint, bool times, bool hot)
{
	int fd = open(module, O_RDONLY | O_CLOEXEC);
	char words[160];
	long err;

	snprintf(words, sizeof(words), "attach=%s times=%d hot=%d max_vcpus=%u",
		 tracepoint ? "tracepoint" : "kretprobe", times, hot, control.max_vcpus);
	control = (struct control){
		.tracepoint = tracepoint, .enabled = true, .times = times, .hot = hot,
		.probes = true, .max_vcpus = control.max_vcpus, .since_after = now(),
	};
	err = syscall(SYS_finit_module, fd, words, 0);
	if (fd >= 0)
		close(fd);
	if (err)
		return wrong("loading with %s: %s", words, strerror(errno));
	control.since_before = now();
	control.loaded = true;
	reader_start();
	return true;
}

bool control_unload(void)
{
	reader_stop();
	if (syscall(SYS_delete_module, "kvmtrapcount", O_NONBLOCK) && errno != ENOENT)
		return wrong("unloading: %s", strerror(errno));
	control.loaded = false;
	return true;
}

static bool set(const char *parameter, long value)
{
	char path[96], text[24];

	snprintf(path, sizeof(path), PARAMETERS "/%s", parameter);
	snprintf(text, sizeof(text), "%ld", value);
	return put(path, text) || wrong("%s=%ld: %s", parameter, value, strerror(errno));
}

bool control_filter_pid(long pid)
{
	control.filter_pid = pid;
	return set("filter_pid", pid);
}

bool control_filter_vm(long vm)
{
	control.filter_vm = vm;
	return set("filter_vm", vm);
}

bool control_filter_again(void)
{
	return control_filter_pid(control.filter_pid) && control_filter_vm(control.filter_vm);
}

bool control_reset(void)
{
	bool ok;

	anew_begin(COUNTS_ANEW);
	control.since_after = now();
	ok = set("reset", 1);
	control.since_before = now();
	anew_end(COUNTS_ANEW);
	return ok;
}

/* The module refuses enabled=1 while all probes of the kernel are switched off. */
bool control_enable(bool on)
{
	bool refuses = on && !control.enabled && !control.probes;
	bool done = put(PARAMETERS "/enabled", on ? "1" : "0");

	if (refuses)
		return (!done && errno == EPERM) ||
		       wrong("enabled=1 without probes is not refused");
	control.enabled = on;
	return done || wrong("enabled=%d: %s", on, strerror(errno));
}

static bool begin_anew(unsigned int what, const char *parameter, bool *state, bool on)
{
	bool ok;

	anew_begin(what);
	ok = set(parameter, on);
	*state = on;
	anew_end(what);
	return ok;
}

bool control_times(bool on)
{
	return begin_anew(TIMES_ANEW, "times", &control.times, on);
}

bool control_hot(bool on)
{
	return begin_anew(HOT_ANEW, "hot", &control.hot, on);
}

bool control_trace(enum traced what, bool on)
{
	static const char *const events[NR_TRACED] = { "kvmtrap_exit", "kvmtrap_counts" };
	char path[96];

	snprintf(path, sizeof(path), "/sys/kernel/tracing/events/kvmtrap/%s/enable", events[what]);
	control.traced[what] = on;
	return put(path, on ? "1" : "0") || wrong("%s: %s", path, strerror(errno));
}

bool control_probes(bool on)
{
	control.probes = on;
	return put(PROBES, on ? "1" : "0") || wrong(PROBES ": %s", strerror(errno));
}

static const char *item(const struct table *t, const char *name)
{
	return cell(t, row_where(t, 0, "item", name) % t->nr_rows, column_of(t, "value"));
}

static bool is(const struct table *t, const char *name, const char *expected)
{
	return !strcmp(item(t, name), expected) ||
	       wrong("health: %s is '%s' instead of %s", name, item(t, name), expected);
}

bool control_shows(void)
{
	const char *probe = !control.enabled ? "disabled" : control.probes ? "armed" : "disarmed";
	int64_t since;
	struct table t;
	bool ok;

	ok = table_read(&t, HEALTH);
	if (ok) {
		since = strtoll(item(&t, "since.unix_ns"), NULL, 10);
		ok = is(&t, "attach", control.tracepoint ? "tracepoint" : "kretprobe") &&
		     (control.tracepoint ?
		      is(&t, "state.kvm_exit", control.enabled ? "armed" : "disabled") :
		      is(&t, "state.handle_exit", probe)) &&
		     is(&t, "state.kvm_arch_vcpu_destroy", control.probes ? "armed" : "disarmed") &&
		     ((since >= control.since_after && since <= control.since_before) ||
		      wrong("health: since.unix_ns %lld is not from %lld to %lld", (long long)since,
			    (long long)control.since_after, (long long)control.since_before));
	}
	table_free(&t);
	return ok;
}
