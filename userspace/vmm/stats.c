// SPDX-License-Identifier: GPL-2.0-only
/*
 * stats.c - KVM's own statistics, as an independent witness.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "vm.h"

static void *read_at(int fd, size_t size, off_t at)
{
	void *p = malloc(size);

	if (!p || pread(fd, p, size, at) != (ssize_t)size)
		fatal("KVM's binary statistics");
	return p;
}

/* Documentation/virt/kvm/api.rst, KVM_GET_STATS_FD. */
static void print_binary(unsigned int id, int fd)
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
		printf("vcpu %u kvm %s %llu\n", id, d->name,
		       (unsigned long long)*value);
		free(value);
	}
	free(descs);
	free(h);
}

static void print_debugfs_file(const char *dir, const char *name)
{
	unsigned long long value;
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "r");
	if (f && fscanf(f, "%llu", &value) == 1)
		printf("vm kvm %s %llu\n", name, value);
	if (f)
		fclose(f);
}

/* Before 5.14: kvm/PID-VMFD/ holds sums over the VM's vCPUs. */
static void print_debugfs(const struct vm *vm)
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
			print_debugfs_file(path, e->d_name);
	closedir(dir);
}

void stats_print(const struct vm *vm)
{
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++) {
		int fd = ioctl(vm->vcpus[i].fd, KVM_GET_STATS_FD, 0);

		if (fd < 0) {
			print_debugfs(vm);
			return;
		}
		print_binary(i, fd);
		close(fd);
	}
}
