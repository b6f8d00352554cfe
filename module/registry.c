// SPDX-License-Identifier: GPL-2.0-only
/*
 * registry.c - records and VMs: their memory; found, made and retired from
 * probe handlers.
 */
#include <linux/kprobes.h>
#include <linux/ktime.h>
#include <linux/vmalloc.h>

#include "registry_fast.h"

struct registry registry = {
	.lock = __RAW_SPIN_LOCK_UNLOCKED(registry.lock),
	.readers = __MUTEX_INITIALIZER(registry.readers),
	.generation = 1,
};

/* Its number is not given to another VM at the same address. */
static void vm_end(struct vm *vm)
{
	if (!vm->kvm)
		return;
	ptrmap_remove(&registry.by_kvm, vm->kvm);
	vm->kvm = NULL;
	registry.vms_live--;
}
NOKPROBE_SYMBOL(vm_end);

static struct vm *vm_of(struct kvm *kvm)
{
	struct vm *vm = ptrmap_find(&registry.by_kvm, kvm);

	if (vm && vm->creator == kvm->userspace_pid)
		return vm;
	/* Its end was not seen: some of its vCPUs may still have records. */
	if (vm)
		vm_end(vm);
	/* Never empty: there are as many VMs as records, and each has one. */
	vm = list_first_entry(&registry.free_vms, struct vm, node);
	list_del_init(&vm->node);
	vm->kvm = kvm;
	vm->creator = kvm->userspace_pid;
	vm->kept = NULL;
	vm->number = ++registry.last_vm_number;
	vm->pid = task_tgid_nr(current);
	/* May race with a rename, but is always terminated. */
	strscpy(vm->comm, current->group_leader->comm, sizeof(vm->comm));
	ptrmap_insert(&registry.by_kvm, kvm, vm);
	registry.vms_live++;
	return vm;
}
NOKPROBE_SYMBOL(vm_of);

/* What it counts is zero already: record_free(), which has the time. */
static void record_init(struct record *rec, struct kvm_vcpu *vcpu)
{
	rec->seen_exits = 0;
	rec->run_exits = 0;
	rec->tid = 0;
	rec->muted = false;
	rec->fresh = true;
	rec->generation = READ_ONCE(registry.generation) - 1;	/* out of step */
	rec->reset_generation = READ_ONCE(registry.reset_generation);
	rec->vm = vm_of(vcpu->kvm);
	rec->vm->live++;
	rec->vm->unfolded++;
	rec->vcpu = vcpu;
	rec->vcpu_id = vcpu->vcpu_id;
}
NOKPROBE_SYMBOL(record_init);

static void record_end(struct record *rec, bool replaced)
{
	struct vm *vm = rec->vm;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	ptrmap_remove(&registry.by_vcpu, rec->vcpu);
	rec->vcpu = NULL;
	registry.vcpus_replaced += replaced;
	registry.vcpus_ended += !replaced;
	if (!--vm->live)
		vm_end(vm);
	WRITE_ONCE(rec->state, RECORD_DEAD);
	raw_spin_unlock_irqrestore(&registry.lock, flags);

	llist_add(&rec->dead_node, &registry.dead);
	schedule_work(&registry.fold_work);
}
NOKPROBE_SYMBOL(record_end);

struct record *record_make(struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);
	unsigned long flags;

	/* Of another vCPU at this address, whose end was not seen. */
	if (rec)
		record_end(rec, true);

	/* When there is none, not every exit should fight for the lock. */
	rec = NULL;
	if (list_empty(&registry.free_records))
		goto out;

	raw_spin_lock_irqsave(&registry.lock, flags);
	rec = list_first_entry_or_null(&registry.free_records, struct record,
				       free_node);
	if (rec) {
		list_del_init(&rec->free_node);
		registry.records_used++;
		registry.records_most = max(registry.records_most,
					    registry.records_used);
		record_init(rec, vcpu);
		ptrmap_insert(&registry.by_vcpu, vcpu, rec);
		/* Readers that see it live see all of the above. */
		smp_store_release(&rec->state, RECORD_LIVE);
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
out:
	if (!rec && !READ_ONCE(registry.ran_out))
		WRITE_ONCE(registry.ran_out, true);
	return rec;
}
NOKPROBE_SYMBOL(record_make);

static bool vm_is_muted(const struct vm *vm)
{
	pid_t only_pid = READ_ONCE(registry.only_pid);
	u64 only_vm = READ_ONCE(registry.only_vm);

	return (only_pid && vm->pid != only_pid) ||
	       (only_vm && vm->number != only_vm);
}
NOKPROBE_SYMBOL(vm_is_muted);

static void times_fall_in_step(struct record *rec, bool reset)
{
	struct times *t = READ_ONCE(rec->times);

	if (!t)
		return;
	if (reset)
		times_reset(t, READ_ONCE(registry.reset_at));
	/* What passes while paused or muted is not seen: no state is known. */
	if (rec->muted || vm_is_muted(rec->vm) ||
	    (s32)(rec->generation - READ_ONCE(registry.resumed)) < 0)
		WRITE_ONCE(t->last, 0);
}
NOKPROBE_SYMBOL(times_fall_in_step);

/*
 * Are all exits that KVM has counted of this vCPU of the present generation, and
 * none of them counted yet? So if its VMM has begun since.
 */
static bool record_is_whole(const struct record *rec)
{
	return rec->fresh && !READ_ONCE(registry.ran_out) &&
	       current->group_leader->start_time > READ_ONCE(registry.stepped_at);
}
NOKPROBE_SYMBOL(record_is_whole);

void record_fall_in_step(struct record *rec, const struct kvm_vcpu *vcpu,
			 u64 unseen)
{
	/* Pairs with the release of a reset: its number is older. */
	u32 generation = smp_load_acquire(&registry.generation);
	u32 reset_generation = READ_ONCE(registry.reset_generation);

	times_fall_in_step(rec, rec->reset_generation != reset_generation);
	if (rec->reset_generation != reset_generation) {
		struct hot *hot = READ_ONCE(rec->hot);

		memset(&rec->c, 0, sizeof(rec->c));
		if (hot)
			memset(hot, 0, sizeof(*hot));
		/* Until readers see this they take all counters for zero. */
		smp_store_release(&rec->reset_generation, reset_generation);
	}
	rec->seen_exits = record_is_whole(rec) ? 0 : vcpu->stat.exits - unseen;
	rec->run_exits = vcpu->stat.exits - unseen;
	rec->fresh = false;
	rec->frame.open = false;
	rec->muted = vm_is_muted(rec->vm);
	if (!(generation & 1))
		rec->generation = generation;
}
NOKPROBE_SYMBOL(record_fall_in_step);

void record_retire(struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);

	if (rec)
		record_end(rec, false);
}
NOKPROBE_SYMBOL(record_retire);

struct counters *unattributed_counters(void)
{
	return this_cpu_ptr(registry.unattributed);
}
NOKPROBE_SYMBOL(unattributed_counters);

/* --- process context --- */

static void fold_work_fn(struct work_struct *work)
{
	registry_read_begin();
	registry_read_end();
}

int registry_init(unsigned int max_vcpus)
{
	unsigned int n;

	registry.size = max_vcpus;
	registry.since = ktime_get_real_ns();
	INIT_LIST_HEAD(&registry.free_records);
	INIT_LIST_HEAD(&registry.free_vms);
	INIT_LIST_HEAD(&registry.ended_vms);
	INIT_WORK(&registry.fold_work, fold_work_fn);

	/* If it fails we say so ourselves, in one line. */
	registry.records = __vmalloc(array_size(max_vcpus,
						sizeof(struct record)),
				     GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	registry.vms = __vmalloc(array_size(max_vcpus, sizeof(struct vm)),
				 GFP_KERNEL | __GFP_ZERO | __GFP_NOWARN);
	registry.unattributed = alloc_percpu_gfp(struct counters,
						 GFP_KERNEL | __GFP_NOWARN);
	if (!registry.records || !registry.vms || !registry.unattributed ||
	    ptrmap_init(&registry.by_vcpu, max_vcpus) ||
	    /* Not looked up at exits: half the room will do. */
	    ptrmap_init(&registry.by_kvm, DIV_ROUND_UP(max_vcpus, 2))) {
		registry_exit();
		return -ENOMEM;
	}
	for (n = 0; n < max_vcpus; n++) {
		list_add_tail(&registry.records[n].free_node,
			      &registry.free_records);
		list_add_tail(&registry.vms[n].node, &registry.free_vms);
	}
	return 0;
}

/* The probes are gone: nobody makes or retires records any more. */
void registry_exit(void)
{
	cancel_work_sync(&registry.fold_work);
	ptrmap_free(&registry.by_kvm);
	ptrmap_free(&registry.by_vcpu);
	free_percpu(registry.unattributed);
	vfree(registry.hot);
	vfree(registry.times);
	vfree(registry.vms);
	vfree(registry.records);
}
