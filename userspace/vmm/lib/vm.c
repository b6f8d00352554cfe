// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm.c - see vm.h. Follows Documentation/virt/kvm/api.rst.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/machine.h"

void fatal(const char *what)
{
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, what, strerror(errno));
	exit(2);
}

void unsupported(const char *what)
{
	fprintf(stderr, "%s: this host has no %s\n", program_invocation_short_name, what);
	exit(3);
}

int kvm_ioctl(int fd, unsigned long request, void *arg, const char *what)
{
	int ret = ioctl(fd, request, arg);

	if (ret < 0)
		fatal(what);
	return ret;
}

/* The memory has no huge pages, so that there is one fault per page. */
static void *guest_memory(size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		fatal("mmap of guest memory");
	madvise(p, size, MADV_NOHUGEPAGE);
	return p;
}

static void set_slot(struct vm *vm, struct kvm_userspace_memory_region *slot)
{
	kvm_ioctl(vm->fd, KVM_SET_USER_MEMORY_REGION, slot, "memory slot");
}

static void vcpu_create(struct vm *vm, unsigned int id, uint32_t features)
{
	struct vcpu *vcpu = &vm->vcpus[id];

	vcpu->vm = vm;
	vcpu->id = id;
	vcpu->fd = kvm_ioctl(vm->fd, KVM_CREATE_VCPU, (void *)(long)id, "KVM_CREATE_VCPU");
	vcpu->run = mmap(NULL, vm->run_size, PROT_READ | PROT_WRITE, MAP_SHARED,
			 vcpu->fd, 0);
	if (vcpu->run == MAP_FAILED)
		fatal("mmap of kvm_run");
	machine_init_vcpu(vcpu, features);
}

/* All of it has to be below RAM_MOST: with more vCPUs each has less. */
uint64_t vm_ram_per_vcpu(unsigned int nr_vcpus)
{
	uint64_t size = RAM_PER_VCPU;

	while (nr_vcpus * size > RAM_MOST)
		size /= 2;
	return size;
}

void vm_need(const struct vm *vm, int cap, const char *what)
{
	if (ioctl(vm->fd, KVM_CHECK_EXTENSION, cap) <= 0)
		unsupported(what);
}

/*
 * A VM of type 0 has guest-physical addresses of 40 bits on arm64. KVM refuses it on CPUs that have
 * fewer.
 */
static unsigned long vm_type(const struct vm *vm)
{
	int bits = ioctl(vm->kvm, KVM_CHECK_EXTENSION, KVM_CAP_ARM_VM_IPA_SIZE);

	return bits > 0 && bits < 40 ? KVM_VM_TYPE_ARM_IPA_SIZE(bits) : 0;
}

void vm_create(struct vm *vm, unsigned int nr_vcpus, uint32_t features)
{
	unsigned int i;

	memset(vm, 0, sizeof(*vm));
	vm->ioeventfd = -1;
	vm->nr_vcpus = nr_vcpus;
	vm->kvm = open("/dev/kvm", O_RDWR | O_CLOEXEC);
	if (vm->kvm < 0)
		fatal("/dev/kvm (is KVM running, and are you root?)");
	vm->run_size = kvm_ioctl(vm->kvm, KVM_GET_VCPU_MMAP_SIZE, NULL, "KVM_GET_VCPU_MMAP_SIZE");
	vm->fd = kvm_ioctl(vm->kvm, KVM_CREATE_VM, (void *)vm_type(vm), "KVM_CREATE_VM");

	machine_create(vm, features);
	vm->ram_per_vcpu = vm_ram_per_vcpu(nr_vcpus);
	vm->slot0.guest_phys_addr = RAM;
	vm->slot0.memory_size = nr_vcpus * vm->ram_per_vcpu;
	vm->ram = guest_memory(vm->slot0.memory_size);
	vm->slot0.userspace_addr = (uintptr_t)vm->ram;
	set_slot(vm, &vm->slot0);
	for (i = 0; i < nr_vcpus; i++)
		vcpu_create(vm, i, features);
}

uint8_t *vm_add_memory(struct vm *vm, uint32_t slot, uint32_t flags, uint64_t gpa, size_t size)
{
	struct kvm_userspace_memory_region *further = &vm->further[vm->nr_further++];
	uint8_t *memory = guest_memory(size);

	*further = (struct kvm_userspace_memory_region){
		.slot = slot, .flags = flags, .guest_phys_addr = gpa, .memory_size = size,
		.userspace_addr = (uintptr_t)memory,
	};
	set_slot(vm, further);
	return memory;
}

void vm_add_readonly(struct vm *vm, size_t size)
{
	vm_add_memory(vm, 1, KVM_MEM_READONLY, READONLY, size);
}

void vm_add_ioeventfd(struct vm *vm, const struct kvm_ioeventfd *where)
{
	struct kvm_ioeventfd e = *where;

	vm->ioeventfd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (vm->ioeventfd < 0)
		fatal("eventfd");
	e.fd = vm->ioeventfd;
	kvm_ioctl(vm->fd, KVM_IOEVENTFD, &e, "KVM_IOEVENTFD");
}

/*
 * Return true if it was off. Two vCPUs may ask at once: whoever finds it on finds it on
 * in KVM, too.
 */
static bool log_dirty(struct vm *vm)
{
	static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
	bool off;

	pthread_mutex_lock(&one);
	off = !(vm->slot0.flags & KVM_MEM_LOG_DIRTY_PAGES);
	if (off) {
		vm->slot0.flags |= KVM_MEM_LOG_DIRTY_PAGES;
		set_slot(vm, &vm->slot0);
	}
	pthread_mutex_unlock(&one);
	return off;
}

void vm_log_dirty(struct vm *vm)
{
	log_dirty(vm);
}

void vm_log_dirty_again(struct vm *vm)
{
	struct kvm_dirty_log log = { .slot = vm->slot0.slot };

	if (log_dirty(vm))
		return;
	/* A bit for each page, in whole words. */
	log.dirty_bitmap = calloc(vm->slot0.memory_size / 4096 / 64 + 1, 8);
	if (!log.dirty_bitmap)
		fatal("calloc");
	kvm_ioctl(vm->fd, KVM_GET_DIRTY_LOG, &log, "KVM_GET_DIRTY_LOG");
	free(log.dirty_bitmap);
}

uint64_t vcpu_ram(const struct vcpu *vcpu)
{
	return RAM + vcpu->id * vcpu->vm->ram_per_vcpu;
}

uint8_t *vcpu_memory(const struct vcpu *vcpu)
{
	return vcpu->vm->ram + vcpu->id * vcpu->vm->ram_per_vcpu;
}

void vm_load(struct vcpu *vcpu, const void *code, size_t size, size_t entry)
{
	if (size > RAM_AREA) {
		fprintf(stderr, "%s: a guest program may have %llu bytes, this one has %zu\n",
			program_invocation_short_name, RAM_AREA, size);
		exit(2);
	}
	memcpy(vcpu_memory(vcpu), code, size);
	vcpu_set_pc(vcpu, vcpu_ram(vcpu) + entry);
}

void vm_destroy(struct vm *vm)
{
	unsigned int i;

	for (i = 0; i < vm->nr_vcpus; i++) {
		munmap(vm->vcpus[i].run, vm->run_size);
		close(vm->vcpus[i].fd);
	}
	if (vm->ioeventfd >= 0)
		close(vm->ioeventfd);
	close(vm->fd);
	close(vm->kvm);
	munmap(vm->ram, vm->slot0.memory_size);
	for (i = 0; i < vm->nr_further; i++)
		munmap((void *)vm->further[i].userspace_addr, vm->further[i].memory_size);
}
