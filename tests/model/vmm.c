// SPDX-License-Identifier: GPL-2.0-only
/*
 * vmm.c - see vmm.h. A VMM and the processes that it forks are a process group.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "back.h"
#include "programs.h"
#include "still.h"
#include "table.h"
#include "vmm.h"
#include "wrong.h"

struct vmm vmms[NR_SLOTS];

const char *const run_by_names[NR_RUN_BY] = {
	"threads", "any-thread", "any-process"
};

static unsigned int started;
static char folder[64];

void vmms_init(const char *trapgen)
{
	char command[256], path[80];

	snprintf(folder, sizeof(folder), "/tmp/walk.%d", getpid());
	snprintf(command, sizeof(command), "mkdir %s && cp %s %s/trapgen", folder, trapgen, folder);
	if (system(command))
		give_up(command);
	snprintf(path, sizeof(path), "%s/trapgen", folder);
	programs_init(path);
	/* We become the parent of orphans of a group, so that we can wait for them. */
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

static void become_vmm(const struct vmm *v, unsigned int seed)
{
	static const char *const how[NR_RUN_BY] = {
		[BY_ANY_THREAD] = "--rotate-threads", [BY_ANY_PROCESS] = "--rotate-processes",
	};
	char path[96], vcpus[24], hands[24];
	int null = open("/dev/null", O_RDWR);

	snprintf(path, sizeof(path), "%s/%s", folder, v->name);
	if (symlink("trapgen", path))
		_exit(2);
	snprintf(vcpus, sizeof(vcpus), "--vcpus=%u", v->vcpus);
	snprintf(hands, sizeof(hands), "--seed=%u", seed % 1000 + 1);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(null, 0);
	dup2(null, 1);
	execl(path, path, v->program, program_passes(v->program),
	      "--then=exec sleep 2147483647", vcpus, hands, how[v->by], NULL);
	_exit(2);
}

/* Return how many descriptors of @pid lead to @what. @fd: set to the last one. */
static unsigned int descriptors(pid_t pid, const char *what, int *fd)
{
	char path[64], target[64];
	unsigned int n = 0;
	struct dirent *e;
	ssize_t size;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/fd", pid);
	dir = opendir(path);
	while (dir && (e = readdir(dir))) {
		size = readlinkat(dirfd(dir), e->d_name, target, sizeof(target) - 1);
		if (size < 0)
			continue;
		target[size] = '\0';
		if (strncmp(target, what, strlen(what)))
			continue;
		*fd = atoi(e->d_name);
		n++;
	}
	if (dir)
		closedir(dir);
	return n;
}

int64_t vmm_exits(const struct vmm *v)
{
	char path[96], *text;
	int64_t n = -1;
	size_t size;

	snprintf(path, sizeof(path), "/sys/kernel/debug/kvm/%d-%d/exits", v->pid, v->vm_fd);
	text = slurp(path, &size);
	if (text)
		n = strtoll(text, NULL, 10);
	free(text);
	return n;
}

static bool is_up(struct vmm *v)
{
	int fd;

	return descriptors(v->pid, "anon_inode:kvm-vm", &v->vm_fd) &&
	       descriptors(v->pid, "anon_inode:kvm-vcpu", &fd) >= v->vcpus &&
	       (program_is("never-enters", v->program) || vmm_exits(v) > 0);
}

static int hold_vm(const struct vmm *v)
{
	int process = syscall(SYS_pidfd_open, v->pid, 0), fd;

	fd = syscall(SYS_pidfd_getfd, process, v->vm_fd, 0);
	if (process < 0 || fd < 0)
		give_up("pidfd_getfd");
	close(process);
	return fd;
}

bool vmm_start(struct vmm *v, unsigned int program, unsigned int vcpus, enum run_by by, bool hold,
	       unsigned int seed)
{
	const char *name = program_name(program);
	int status;

	if (program_is("needs-signals", name))
		by = BY_THREADS;
	*v = (struct vmm){ .program = name, .vcpus = vcpus, .by = by, .held = -1 };
	snprintf(v->name, sizeof(v->name), "walk%u", ++started);
	v->pid = fork();
	if (v->pid < 0)
		give_up("fork");
	if (!v->pid)
		become_vmm(v, seed);
	setpgid(v->pid, v->pid);
	while (!is_up(v)) {
		if (waitpid(v->pid, &status, WNOHANG) == v->pid) {
			v->pid = 0;
			return WIFEXITED(status) && WEXITSTATUS(status) == 3 ? false :
			       wrong("trapgen %s ended with status %#x", name, status);
		}
		usleep(1000);
	}
	if (hold)
		v->held = hold_vm(v);
	return true;
}

void vmm_stop(struct vmm *v)
{
	if (!v->pid)
		return;
	reader_rests(true);
	kill(-v->pid, SIGSTOP);
	wait_until_still(v);
	reader_rests(false);
}

void vmm_continue(struct vmm *v)
{
	if (v->pid)
		kill(-v->pid, SIGCONT);
}

void all_stop(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++)
		if (vmms[i].pid)
			kill(-vmms[i].pid, SIGSTOP);
	for (i = 0; i < NR_SLOTS; i++)
		if (vmms[i].pid)
			wait_until_still(&vmms[i]);
}

void all_continue(void)
{
	int i;

	for (i = 0; i < NR_SLOTS; i++)
		if (!vmms[i].stopped)
			vmm_continue(&vmms[i]);
}

int64_t vmm_kill(struct vmm *v)
{
	int64_t last = -1;

	kill(-v->pid, SIGKILL);
	while (waitpid(-v->pid, NULL, 0) > 0 || errno == EINTR)
		;
	if (v->held >= 0) {
		last = vmm_exits(v);
		close(v->held);
	}
	v->pid = 0;
	return last;
}
