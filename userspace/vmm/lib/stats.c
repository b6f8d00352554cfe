// SPDX-License-Identifier: GPL-2.0-only
/*
 * stats.c - KVM's own statistics, to compare the module's numbers with.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/vm.h"

static void *read_at(int fd, size_t size, off_t at)
{
	void *p = malloc(size);

	if (!p || pread(fd, p, size, at) != (ssize_t)size)
		fatal("KVM's binary statistics");
	return p;
}

/* Called with each statistic of the vCPU @id, or of the VM if @id is negative. */
typedef void (*stat_fn)(int id, const char *name, uint64_t value, void *arg);

/* Documentation/virt/kvm/api.rst, KVM_GET_STATS_FD. */
static void each_binary(int id, int fd, stat_fn fn, void *arg)
{
	struct kvm_stats_header *h = read_at(fd, sizeof(*h), 0);
	size_t desc_size = sizeof(struct kvm_stats_desc) + h->name_size;
	char *descs = read_at(fd, desc_size * h->num_desc, h->desc_offset);
	unsigned int i;

	for (i = 0; i < h->num_desc; i++) {
		struct kvm_stats_desc *d = (void *)(descs + i * desc_size);
		uint64_t *value;

		if (d->size != 1)
			continue;
		value = read_at(fd, sizeof(*value), h->data_offset + d->offset);
		fn(id, d->name, *value, arg);
		free(value);
	}
	free(descs);
	free(h);
}

static void one_debugfs(const char *dir, const char *name, stat_fn fn, void *arg)
{
	unsigned long long value;
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "r");
	if (f && fscanf(f, "%llu", &value) == 1)
		fn(-1, name, value, arg);
	if (f)
		fclose(f);
}

/* Before 5.14: kvm/PID-VMFD/ in debugfs has sums over the VM's vCPUs. */
static void each_debugfs(const struct vm *vm, stat_fn fn, void *arg)
{
	char path[128];
	struct dirent *e;
	DIR *dir;

	snprintf(path, sizeof(path), "/sys/kernel/debug/kvm/%d-%d", getpid(), vm->fd);
	dir = opendir(path);
	if (!dir)
		fatal(path);
	while ((e = readdir(dir)))
		if (e->d_type == DT_REG)
			one_debugfs(path, e->d_name, fn, arg);
	closedir(dir);
}

static void each(const struct vm *vm, stat_fn fn, void *arg)
{
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++) {
		int fd = ioctl(vm->vcpus[i].fd, KVM_GET_STATS_FD, 0);

		if (fd < 0) {
			each_debugfs(vm, fn, arg);
			return;
		}
		each_binary(i, fd, fn, arg);
		close(fd);
	}
}

static void print(int id, const char *name, uint64_t value, void *arg)
{
	(void)arg;
	if (id < 0)
		printf("vm kvm %s %llu\n", name, (unsigned long long)value);
	else
		printf("vcpu %d kvm %s %llu\n", id, name, (unsigned long long)value);
}

void stats_print(const struct vm *vm)
{
	each(vm, print, NULL);
}

static void add_exits(int id, const char *name, uint64_t value, void *arg)
{
	(void)id;
	if (!strcmp(name, "exits"))
		*(uint64_t *)arg += value;
}

uint64_t stats_exits(const struct vm *vm)
{
	uint64_t sum = 0;

	each(vm, add_exits, &sum);
	return sum;
}
