// SPDX-License-Identifier: GPL-2.0-only
/*
 * gic.c - a virtual interrupt controller in the kernel, by
 * Documentation/virt/kvm/devices/arm-vgic*.rst.
 */
#include <sys/ioctl.h>
#include <unistd.h>

#include "lib/vm.h"

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
	vm->first_alone = true;
	/* The VM keeps the device. With many VMs there would be too many descriptors. */
	close(dev.fd);
}
