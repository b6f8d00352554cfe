// SPDX-License-Identifier: GPL-2.0-only
/*
 * kvm_stats.c - see kvm_stats.h.
 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "input/kvm_stats.h"
#include "input/table.h"
#include "input/vmm.h"
#include "util/clock.h"
#include "util/die.h"
#include "util/file_text.h"
#include "util/number.h"
#include "util/word.h"

const char *const kvm_stat_name[NR_KVM_STATS] = {
#define X(id, name, arch) [KVM_STAT_##id] = name,
	KVM_STATS(X)
#undef X
};

static const enum architecture arch_of_stat[NR_KVM_STATS] = {
#define X(id, name, arch) [KVM_STAT_##id] = arch,
	KVM_STATS(X)
#undef X
};

/* Read the number that a file holds. Return false if it is gone. */
static bool read_count(const char *folder, const char *name, uint64_t *count)
{
	char *path = xasprintf(KVM_STATS_ROOT "/%s/%s", folder, name);
	char *text = file_line(path);
	bool done;

	free(path);
	if (!text)
		return false;
	done = parse_number(text, count);
	free(text);
	return done;
}

static char *name_of(const char *pid)
{
	const char *told = vmm_names_of_pid(pid)->name;
	char *path, *comm, *utf8;

	if (told)
		return valid_utf8(told);
	path = xasprintf("/proc/%s/comm", pid);
	comm = file_line(path);
	free(path);
	if (!comm)
		return xasprintf("-");
	utf8 = valid_utf8(comm);
	free(comm);
	return utf8;
}

static void add_names(struct kvm_vms *v)
{
	const char **pids = NULL;
	size_t i;

	for (i = 0; i < v->n; i++) {
		pids = grow_array(pids, i, sizeof(*pids));
		pids[i] = v->vm[i].pid;
	}
	vmms_ask(pids, v->n);
	free(pids);
	for (i = 0; i < v->n; i++)
		v->vm[i].name = name_of(v->vm[i].pid);
}

static void free_vm(struct kvm_vm *vm)
{
	free(vm->folder);
	free(vm->pid);
	free(vm->name);
}

static void add(struct kvm_vms *v, const char *folder)
{
	size_t digits = strspn(folder, "0123456789");
	enum architecture arch = arch_of_host();
	struct kvm_vm vm = { 0 };
	unsigned int i;

	/* A VM is PID-FD. Beside them are files with sums over all VMs. */
	if (!digits || folder[digits] != '-')
		return;
	for (i = 0; i < NR_KVM_STATS; i++) {
		if (arch_of_stat[i] != NR_ARCHS && arch_of_stat[i] != arch)
			continue;
		if (!read_count(folder, kvm_stat_name[i], &vm.count[i]))
			return;
	}
	vm.folder = xasprintf("%s", folder);
	vm.pid = xasprintf("%.*s", (int)digits, folder);
	v->vm = grow_array(v->vm, v->n, sizeof(*v->vm));
	v->vm[v->n++] = vm;
}

static int by_folder(const void *a, const void *b)
{
	return strverscmp(((const struct kvm_vm *)a)->folder, ((const struct kvm_vm *)b)->folder);
}

void kvm_vms_read(struct kvm_vms *v)
{
	DIR *dir = opendir(KVM_STATS_ROOT);
	struct dirent *e;

	memset(v, 0, sizeof(*v));
	v->when_ns = clock_ns();
	while (dir && (e = readdir(dir)))
		add(v, e->d_name);
	if (dir)
		closedir(dir);
	if (v->n)
		qsort(v->vm, v->n, sizeof(*v->vm), by_folder);
	add_names(v);
}

void kvm_vms_free(struct kvm_vms *v)
{
	size_t i;

	for (i = 0; i < v->n; i++)
		free_vm(&v->vm[i]);
	free(v->vm);
}
