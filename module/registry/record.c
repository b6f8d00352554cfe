// SPDX-License-Identifier: GPL-2.0-only
/*
 * record.c - records and VMs: made, brought up to date and retired by probe
 * handlers.
 */
#include <linux/cred.h>
#include <linux/jiffies.h>
#include <linux/kprobes.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "lookup.h"
struct registry registry = {
	.lock = __RAW_SPIN_LOCK_UNLOCKED(registry.lock),
	.readers = __MUTEX_INITIALIZER(registry.readers),
	.paused = true,
};

bool registry_vm_is_off(const struct vm *vm)
{
	return registry.paused ||
	       (registry.filter_pid && vm->pid != registry.filter_pid) ||
	       (registry.filter_vm && vm->number != registry.filter_vm);
}
NOKPROBE_SYMBOL(registry_vm_is_off);

static bool unattributed_is_off_for(pid_t pid)
{
	pid_t filter_pid = READ_ONCE(registry.filter_pid);

	return READ_ONCE(registry.paused) || READ_ONCE(registry.filter_vm) ||
	       (filter_pid && filter_pid != pid);
}
NOKPROBE_SYMBOL(unattributed_is_off_for);

bool unattributed_is_off(void)
{
	return unattributed_is_off_for(task_tgid_nr(current));
}
NOKPROBE_SYMBOL(unattributed_is_off);

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

static struct vm *vm_known(const struct kvm *kvm)
{
	struct vm *vm = ptrmap_find(&registry.by_kvm, kvm);

	return vm && vm->creator == kvm->userspace_pid ? vm : NULL;
}
NOKPROBE_SYMBOL(vm_known);

/*
 * May race with a rename, but is always terminated. Of another process nobody
 * can say any more.
 */
static void vm_name(struct vm *vm)
{
	if (vm->pid == task_tgid_nr(current))
		strscpy(vm->comm, current->group_leader->comm, sizeof(vm->comm));
	else
		strscpy(vm->comm, "-", sizeof(vm->comm));
}
NOKPROBE_SYMBOL(vm_name);

static struct vm *vm_make(const struct kvm *kvm, struct user *user, pid_t pid)
{
	struct vm *vm = ptrmap_find(&registry.by_kvm, kvm);

	/* Its end was not seen: some of its vCPUs may still have records. */
	if (vm)
		vm_end(vm);
	/* Never empty: there are as many VMs as records, and each has one. */
	vm = list_first_entry(&registry.free_vms, struct vm, node);
	list_del_init(&vm->node);
	vm->kvm = kvm;
	vm->creator = kvm->userspace_pid;
	vm->kept = NULL;
	vm->user = user;
	vm->uid = user->uid;
	vm->number = ++registry.last_vm_number;
	vm->pid = pid;
	vm_name(vm);
	ptrmap_insert(&registry.by_kvm, kvm, vm);
	registry.vms_live++;
	return vm;
}
NOKPROBE_SYMBOL(vm_make);

/* What its vCPU did before this, its first exit that is seen. */
static void record_take_over(struct record *rec, struct created *c, u64 earlier)
{
	bool whole = c && created_whole(&registry.created, c);
	int i;

	rec->in_run = c && c->in_run;
	rec->seen_exits = whole ? 0 : earlier;
	rec->run_exits = rec->seen_exits;
	if (!whole)
		registry.exits_earlier += earlier;
	if (!whole || rec->pending)
		return;
	created_catch_up(&registry.created, c);
	for (i = 0; i < KVMTRAP_NR_RETURNS; i++)
		rec->c.returns[i] = c->returns[i];
}
NOKPROBE_SYMBOL(record_take_over);

/* What it counts is zero already: record_free(), which has the time. */
static void record_init(struct record *rec, struct kvm_vcpu *vcpu,
			struct vm *vm, struct created *c, u64 unseen)
{
	rec->tid = task_pid_nr(current);
	rec->vm = vm;
	rec->vm->live++;
	rec->vm->unfolded++;
	rec->vcpu = vcpu;
	rec->vcpu_id = vcpu->vcpu_id;
	rec->pending = 0;
	if (registry_vm_is_off(vm)) {
		rec->pending = PENDING_OFF | PENDING_WAS_OFF;
		rec->off_at = arch_clock_now();
	}
	record_take_over(rec, c, arch_stat_exits(vcpu, unseen) - unseen);
	user_takes(vm->user, SHARED_RECORDS);
}
NOKPROBE_SYMBOL(record_init);

/*
 * Who runs this thread: of a user namespace, whoever made the outermost. All its
 * users are one, or anybody could be as many as there are in it.
 */
static uid_t current_user_number(void)
{
	const struct user_namespace *ns = current_user_ns();
	kuid_t uid = current_uid();

	for (; ns != &init_user_ns; ns = ns->parent)
		uid = ns->owner;
	return from_kuid(&init_user_ns, uid);
}
NOKPROBE_SYMBOL(current_user_number);

/* The VM that may have one more record, or NULL. @made: by whom, or NULL. */
static struct vm *vm_of(struct kvm_vcpu *vcpu, const struct created *made)
{
	unsigned int free = registry.size - registry.records_used;
	struct vm *vm = vm_known(vcpu->kvm);
	struct user *user = vm ? vm->user : made ? made->user :
		user_of(&registry.shares, current_user_number());

	if (share_allows(user->held[SHARED_RECORDS], free, SHARE_OF_USER) &&
	    share_allows(vm ? vm->live : 0, free, SHARE_OF_VM))
		return vm ?: vm_make(vcpu->kvm, user,
				     made ? made->pid : task_tgid_nr(current));
	user_put(&registry.shares, user);
	return NULL;
}
NOKPROBE_SYMBOL(vm_of);

/*
 * There is no record for @vcpu: from now on its exits have no name. Those that it
 * has had, none of which was seen, are told as lost here or never.
 */
static void created_refused(struct kvm_vcpu *vcpu, u64 unseen,
			    const struct created *c, pid_t pid)
{
	if (created_whole(&registry.created, c) && !unattributed_is_off_for(pid))
		count(&registry_unattributed()->lost,
		      arch_stat_exits(vcpu, unseen) - unseen);
}
NOKPROBE_SYMBOL(created_refused);

/*
 * What was noted of @vcpu when it was created. Not of one before it at its
 * address, whose end was not seen: that is dropped. Under `lock`.
 */
static struct created *created_of(const struct kvm_vcpu *vcpu)
{
	struct created *c = created_find(&registry.created, vcpu);

	if (!c || c->creator == vcpu->kvm->userspace_pid)
		return c;
	created_remove(&registry.created, &registry.shares, c);
	return NULL;
}
NOKPROBE_SYMBOL(created_of);

static struct record *record_take(struct kvm_vcpu *vcpu, u64 unseen, bool ends)
{
	struct created *c = created_of(vcpu);
	/* Whoever closes its last descriptor need not be whose VM it is. */
	struct vm *vm = vm_of(vcpu, ends ? c : NULL);
	struct record *rec = NULL;

	if (vm) {
		rec = list_first_entry(&registry.free_records, struct record,
				       free_node);
		list_del_init(&rec->free_node);
		registry.records_used++;
		registry.records_most = max(registry.records_most,
					    registry.records_used);
		record_init(rec, vcpu, vm, c, unseen);
		ptrmap_insert(&registry.by_vcpu, vcpu, rec);
		/* Readers that see it live see all of the above. */
		smp_store_release(&rec->state, RECORD_LIVE);
	}
	if (c) {
		if (!rec)
			created_refused(vcpu, unseen, c,
					ends ? c->pid : task_tgid_nr(current));
		created_remove(&registry.created, &registry.shares, c);
	}
	return rec;
}
NOKPROBE_SYMBOL(record_take);

/* What has passed since the filter or the pause began is nobody's time. */
static void record_times_stop(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);

	if (!t)
		return;
	times_write_begin(t);
	times_stop(t, rec->off_at);
	times_write_end(t);
}
NOKPROBE_SYMBOL(record_times_stop);

/*
 * The end of its vCPU was not seen: nor what became of its last exit, and when.
 * What was turned since its last event has still to be done.
 */
static void record_abandon(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);
	unsigned long flags;

	if (READ_ONCE(rec->pending) & PENDING_RESET)
		record_reset(rec);
	if (rec->frame.open && !rec->frame.counted)
		count(&rec->c.lost, 1);
	rec->frame.open = false;
	/* A control may be writing to it: no word of it without the lock. */
	raw_spin_lock_irqsave(&registry.lock, flags);
	if (rec->pending & PENDING_WAS_OFF)
		record_times_stop(rec);
	else if (t)
		times_end(t, TIMES_UNSURE);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(record_abandon);

static void record_end(struct record *rec, bool replaced)
{
	struct vm *vm = rec->vm;
	unsigned long flags;

	if (replaced)
		record_abandon(rec);
	raw_spin_lock_irqsave(&registry.lock, flags);
	ptrmap_remove(&registry.by_vcpu, rec->vcpu);
	rec->vcpu = NULL;
	registry.vcpus_replaced += replaced;
	registry.vcpus_ended += !replaced;
	user_gives(&registry.shares, vm->user, SHARED_RECORDS);
	if (!--vm->live)
		vm_end(vm);
	WRITE_ONCE(rec->state, RECORD_DEAD);
	raw_spin_unlock_irqrestore(&registry.lock, flags);

	llist_add(&rec->dead_node, &registry.dead);
	schedule_work(&registry.fold_work);
}
NOKPROBE_SYMBOL(record_end);

/*
 * The VM that this CPU had no record for, and when: not each exit of those that
 * go without should fight for the lock.
 */
struct refused {
	const struct kvm *kvm;
	unsigned long at;
};

static DEFINE_PER_CPU(struct refused, refused);

struct record *record_make(struct kvm_vcpu *vcpu, u64 unseen, bool ends)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);
	struct refused *last = this_cpu_ptr(&refused);
	unsigned long flags;

	/* Of another vCPU at this address, whose end was not seen. */
	if (rec)
		record_end(rec, true);

	if (last->kvm == vcpu->kvm && time_is_after_eq_jiffies(last->at) &&
	    !created_find(&registry.created, vcpu))
		return NULL;
	raw_spin_lock_irqsave(&registry.lock, flags);
	rec = record_take(vcpu, unseen, ends);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	last->kvm = rec ? NULL : vcpu->kvm;
	last->at = jiffies;
	return rec;
}
NOKPROBE_SYMBOL(record_make);

void record_reset(struct record *rec)
{
	struct times *t = READ_ONCE(rec->times);
	struct hot *hot = READ_ONCE(rec->hot);
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	if (t) {
		times_write_begin(t);
		times_reset(t, registry.reset_at);
	}
	memset(&rec->c, 0, sizeof(rec->c));
	/* The last exit before a pause or a filter, and so before the reset. */
	if (rec->pending & PENDING_WAS_OFF && rec->off_at <= registry.reset_at)
		rec->frame.open = false;
	/* An exit from before it causes no return after it. */
	rec->run_exits = rec->seen_exits;
	if (hot)
		memset(hot, 0, sizeof(*hot));
	/* Until readers see this they take all of it for zero. */
	smp_store_release(&rec->pending, rec->pending & ~PENDING_RESET);
	if (t)
		times_write_end(t);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(record_reset);

void record_resync(struct record *rec, const struct kvm_vcpu *vcpu,
		   u64 unseen)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	if (rec->pending & PENDING_WAS_OFF) {
		record_times_stop(rec);
		rec->seen_exits = arch_stat_exits(vcpu, unseen) - unseen;
		rec->run_exits = rec->seen_exits;
		rec->in_run = false;
		/* Once more when it is on again. */
		if (!(rec->pending & PENDING_OFF))
			WRITE_ONCE(rec->pending,
				   rec->pending & ~PENDING_WAS_OFF);
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(record_resync);

void record_retire(struct record *rec)
{
	record_end(rec, false);
}
NOKPROBE_SYMBOL(record_retire);

void created_seen(const struct kvm_vcpu *vcpu)
{
	struct record *rec = ptrmap_find(&registry.by_vcpu, vcpu);
	struct created *c;
	unsigned long flags;

	/* The end of the one before it at this address was not seen. */
	if (rec)
		record_end(rec, true);
	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_find(&registry.created, vcpu);
	if (c)
		created_remove(&registry.created, &registry.shares, c);
	c = created_add(&registry.created, &registry.shares, vcpu,
			current_user_number(), task_tgid_nr(current),
			!registry.paused);
	if (c)
		c->creator = vcpu->kvm->userspace_pid;
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(created_seen);

bool created_run(const struct kvm_vcpu *vcpu, int why)
{
	struct created *c;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	if (c) {
		created_catch_up(&registry.created, c);
		c->in_run = why < 0;
		if (why >= 0 && created_whole(&registry.created, c))
			c->returns[why]++;
	}
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return c;
}
NOKPROBE_SYMBOL(created_run);

bool created_is_whole(const struct kvm_vcpu *vcpu)
{
	struct created *c;
	unsigned long flags;
	bool whole;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	whole = c && created_whole(&registry.created, c);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
	return whole;
}
NOKPROBE_SYMBOL(created_is_whole);

void created_gone(const struct kvm_vcpu *vcpu)
{
	struct created *c;
	unsigned long flags;

	raw_spin_lock_irqsave(&registry.lock, flags);
	c = created_of(vcpu);
	if (c)
		created_remove(&registry.created, &registry.shares, c);
	raw_spin_unlock_irqrestore(&registry.lock, flags);
}
NOKPROBE_SYMBOL(created_gone);

struct counters *registry_unattributed(void)
{
	return this_cpu_ptr(registry.unattributed);
}
NOKPROBE_SYMBOL(registry_unattributed);
