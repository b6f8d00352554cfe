// SPDX-License-Identifier: GPL-2.0-only
/*
 * vm.c - see vm.h. Follows Documentation/virt/kvm/api.rst.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/vm.h"

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

static int kvm_ioctl(int fd, unsigned long request, void *arg, const char *what)
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
	struct kvm_vcpu_init init;

	vcpu->vm = vm;
	vcpu->id = id;
	vcpu->fd = kvm_ioctl(vm->fd, KVM_CREATE_VCPU, (void *)(long)id, "KVM_CREATE_VCPU");
	vcpu->run = mmap(NULL, vm->run_size, PROT_READ | PROT_WRITE, MAP_SHARED,
			 vcpu->fd, 0);
	if (vcpu->run == MAP_FAILED)
		fatal("mmap of kvm_run");
	memset(&init, 0, sizeof(init));
	kvm_ioctl(vm->fd, KVM_ARM_PREFERRED_TARGET, &init, "KVM_ARM_PREFERRED_TARGET");
	init.features[0] |= 1 << KVM_ARM_VCPU_PSCI_0_2 | features;
	kvm_ioctl(vcpu->fd, KVM_ARM_VCPU_INIT, &init, "KVM_ARM_VCPU_INIT");
}

void vm_need(const struct vm *vm, int cap, const char *what)
{
	if (ioctl(vm->fd, KVM_CHECK_EXTENSION, cap) <= 0)
		unsupported(what);
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
	vm->fd = kvm_ioctl(vm->kvm, KVM_CREATE_VM, NULL, "KVM_CREATE_VM");

	if (features & 1 << KVM_ARM_VCPU_EL1_32BIT)
		vm_need(vm, KVM_CAP_ARM_EL1_32BIT, "AArch32 at EL1");
	vm->slot0.guest_phys_addr = RAM;
	vm->slot0.memory_size = nr_vcpus * RAM_PER_VCPU;
	vm->ram = guest_memory(vm->slot0.memory_size);
	vm->slot0.userspace_addr = (uintptr_t)vm->ram;
	set_slot(vm, &vm->slot0);
	for (i = 0; i < nr_vcpus; i++)
		vcpu_create(vm, i, features);
}

static void gic_attr(int fd, uint32_t group, uint64_t attr, uint64_t *value)
{
	struct kvm_device_attr a = {
		.group = group, .attr = attr, .addr = (uintptr_t)value,
	};

	kvm_ioctl(fd, KVM_SET_DEVICE_ATTR, &a, "set up the GIC");
}

static bool has_gic(const struct vm *vm, uint32_t gic)
{
	struct kvm_create_device dev = { .type = gic, .flags = KVM_CREATE_DEVICE_TEST };

	return !ioctl(vm->fd, KVM_CREATE_DEVICE, &dev);
}

void vm_add_gic(struct vm *vm, uint32_t gic)
{
	uint64_t dist = GIC_DIST, redist = GIC_REDIST, cpu = GIC_CPU;
	struct kvm_create_device dev = { .type = gic };

	if (!gic)
		dev.type = has_gic(vm, KVM_DEV_TYPE_ARM_VGIC_V3) ?
			   KVM_DEV_TYPE_ARM_VGIC_V3 : KVM_DEV_TYPE_ARM_VGIC_V2;
	if (!has_gic(vm, dev.type))
		unsupported("such a virtual GIC");
	kvm_ioctl(vm->fd, KVM_CREATE_DEVICE, &dev, "create a GIC");
	if (dev.type == KVM_DEV_TYPE_ARM_VGIC_V3) {
		gic_attr(dev.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_DIST, &dist);
		gic_attr(dev.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V3_ADDR_TYPE_REDIST, &redist);
	} else {
		gic_attr(dev.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_DIST, &dist);
		gic_attr(dev.fd, KVM_DEV_ARM_VGIC_GRP_ADDR, KVM_VGIC_V2_ADDR_TYPE_CPU, &cpu);
	}
	gic_attr(dev.fd, KVM_DEV_ARM_VGIC_GRP_CTRL, KVM_DEV_ARM_VGIC_CTRL_INIT, NULL);
	vm->has_gic = true;
	/* The VM keeps the device. With many VMs there would be too many descriptors. */
	close(dev.fd);
}

void vm_add_readonly(struct vm *vm, size_t size)
{
	vm->readonly.slot = 1;
	vm->readonly.flags = KVM_MEM_READONLY;
	vm->readonly.guest_phys_addr = READONLY;
	vm->readonly.memory_size = size;
	vm->readonly.userspace_addr = (uintptr_t)guest_memory(size);
	set_slot(vm, &vm->readonly);
}

void vm_add_ioeventfd(struct vm *vm)
{
	struct kvm_ioeventfd e = { .addr = IOEVENT, .len = 4 };

	vm->ioeventfd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (vm->ioeventfd < 0)
		fatal("eventfd");
	e.fd = vm->ioeventfd;
	kvm_ioctl(vm->fd, KVM_IOEVENTFD, &e, "KVM_IOEVENTFD");
}

void vm_log_dirty(struct vm *vm)
{
	vm->slot0.flags |= KVM_MEM_LOG_DIRTY_PAGES;
	set_slot(vm, &vm->slot0);
}

#define CORE_REG(x) (KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE | \
		     KVM_REG_ARM_CORE_REG(x))

static void one_reg(const struct vcpu *vcpu, unsigned long request, uint64_t id,
		    uint64_t *value)
{
	struct kvm_one_reg reg = { .id = id, .addr = (uintptr_t)value };

	kvm_ioctl(vcpu->fd, request, &reg, "a register of the guest");
}

void vcpu_set_x(const struct vcpu *vcpu, unsigned int n, uint64_t value)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.regs[0]) + 2 * n, &value);
}

void vcpu_set_pc(const struct vcpu *vcpu, uint64_t pc)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.pc), &pc);
}

uint64_t vcpu_get_pc(const struct vcpu *vcpu)
{
	uint64_t pc;

	one_reg(vcpu, KVM_GET_ONE_REG, CORE_REG(regs.pc), &pc);
	return pc;
}

void vcpu_set_pstate(const struct vcpu *vcpu, uint64_t pstate)
{
	one_reg(vcpu, KVM_SET_ONE_REG, CORE_REG(regs.pstate), &pstate);
}

void vcpu_set_sysreg(const struct vcpu *vcpu, uint64_t id, uint64_t value)
{
	one_reg(vcpu, KVM_SET_ONE_REG, id, &value);
}

uint64_t vcpu_get_sysreg(const struct vcpu *vcpu, uint64_t id)
{
	uint64_t value;

	one_reg(vcpu, KVM_GET_ONE_REG, id, &value);
	return value;
}

void vcpu_skip_instruction(const struct vcpu *vcpu)
{
	vcpu_set_pc(vcpu, vcpu_get_pc(vcpu) + 4);
}

uint64_t vcpu_ram(const struct vcpu *vcpu)
{
	return RAM + vcpu->id * RAM_PER_VCPU;
}

void vm_load(struct vcpu *vcpu, const void *code, size_t size, size_t entry)
{
	if (size > RAM_AREA) {
		fprintf(stderr, "%s: a guest program may have %llu bytes, this one has %zu\n",
			program_invocation_short_name, RAM_AREA, size);
		exit(2);
	}
	memcpy(vcpu->vm->ram + vcpu->id * RAM_PER_VCPU, code, size);
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
	if (vm->readonly.memory_size)
		munmap((void *)vm->readonly.userspace_addr, vm->readonly.memory_size);
}
