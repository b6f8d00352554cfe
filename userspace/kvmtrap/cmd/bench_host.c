// SPDX-License-Identifier: GPL-2.0-only
/*
 * bench_host.c - see bench_host.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/bench_host.h"
#include "input/kvm_stats.h"
#include "util/cpus.h"
#include "util/die.h"
#include "util/file_text.h"

/*
 * Two at once would measure each other's module. The keeper inherits the lock: it holds until
 * what was loaded is unloaded. The folder is root's, so that nobody else can hold the lock.
 */
static void take_lock(void)
{
	int fd = open(KVM_STATS_ROOT, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		die("cannot read " KVM_STATS_ROOT ": %s", strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB))
		die("another kvmtrap bench is running: try again when it has ended");
}

static bool is_mounted(const char *folder)
{
	char *above = xasprintf("%s/..", folder);
	struct stat a, b;
	bool mounted = !stat(folder, &a) && !stat(above, &b) && a.st_dev != b.st_dev;

	free(above);
	return mounted;
}

/* insmod loads whatever is in the file. A compressed module has a further ending. */
static void check_module(const char *file)
{
	if (strncmp(basename(file), "kvmtrapcount.ko", strlen("kvmtrapcount.ko")))
		die("%s is not kvmtrapcount.ko: name that, no other module is loaded", file);
	if (access(file, R_OK))
		die("cannot read %s: %s", file, strerror(errno));
}

void bench_check_host(const char *module)
{
	if (geteuid())
		die("only root may load the module: run as root");
	if (access("/dev/kvm", F_OK))
		die("there is no /dev/kvm: KVM is not running (kvmtrap doctor says more)");
	if (access(KVM_STATS_ROOT, F_OK))
		die("there is no " KVM_STATS_ROOT ": %s", is_mounted("/sys/kernel/debug") ?
		    "KVM is not loaded (on x86: modprobe kvm_intel or kvm_amd)" :
		    "mount debugfs (mount -t debugfs none /sys/kernel/debug)");
	take_lock();
	if (!access("/sys/module/kvmtrapcount", F_OK))
		die("the module is loaded, and would lose its counts: keep them with kvmtrap save, "
		    "unload it with rmmod kvmtrapcount, and try again");
	if (module)
		check_module(module);
}

bool bench_nested_paging(void)
{
	char *on = file_text(arch_host_is_intel() ? "/sys/module/kvm_intel/parameters/ept" :
					  "/sys/module/kvm_amd/parameters/npt");
	bool off = on && (*on == 'N' || *on == '0');

	free(on);
	return !off;
}

/* Return the whole name of a program: one without a slash would be looked for in PATH. */
static char *whole_name(char *file)
{
	char *whole = realpath(file, NULL);
	struct stat st;

	if (!whole || stat(whole, &st) || access(whole, X_OK))
		die("cannot run %s: %s", file, strerror(errno));
	if (!S_ISREG(st.st_mode))
		die("cannot run %s: it is no file of a program", file);
	free(file);
	return whole;
}

static void find_trapgen(struct guest *g)
{
	if (!g->trapgen) {
		g->trapgen = guest_find_trapgen();
		if (!g->trapgen)
			die("there is no trapgen beside this command: make install installs it, or "
			    "the package kvmtrap-lab; or say --trapgen=FILE");
	} else {
		g->trapgen = whole_name(g->trapgen);
	}
}

/* Take the last CPU that we may use: the first one has most of the interrupts. */
static void choose_cpu(struct guest *g)
{
	if (g->cpu < 0)
		g->cpu = cpus_last();
	if (g->cpu < 0)
		die("cannot tell which CPUs there are: %s", strerror(errno));
	/* Only the guests will be pinned. */
	if (!cpus_try(g->cpu))
		die("cannot use CPU %d: %s", g->cpu, strerror(errno));
}

void bench_find_guest(struct guest *g)
{
	find_trapgen(g);
	choose_cpu(g);
}
