/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * arch.h - all that the rest of the module knows of arm64. Another architecture
 * has a header of this name that gives the same:
 *
 * decode.h	enum kvmtrap_reason and KVMTRAP_NR_REASONS, KVMTRAP_KVM_EXITS(),
 *		enum kvmtrap_handling and KVMTRAP_NR_HANDLINGS: what times are
 *		booked on; arch_reason(), arch_handling(), arch_handling_of(),
 *		arch_io(): about them; arch_latency() and KVMTRAP_NR_LATENCIES: the
 *		histograms of times;
 *		struct arch_exit: what is read at an exit; struct arch_stats: what
 *		KVM had counted then; arch_exit_detail(), arch_exit_address();
 *		arch_needs_outcome(), arch_may_halt(), ARCH_WAKEUP_REASON,
 *		ARCH_UNSEEN_REASON, ARCH_TELLS_NESTED, ARCH_REENTERS, arch_is_reentered(),
 *		ARCH_NAME, ARCH_HEALTH_REASONS()
 * vcpu.h	arch_exit_begins(), arch_stat_exits(): KVM's own count; arch_exit_read(),
 *		arch_exit_read_fast(), arch_hot_detail(), arch_plain_read(),
 *		arch_exit_read_again(), arch_exit_halts();
 *		arch_vcpu_is_off(), arch_mp_state_is_off(), arch_return_by_exit(), arch_hot_key()
 * abort.h	arch_exit_open(), arch_exit_settle(): of what is looked at again;
 *		arch_stats_read(), arch_vcpu_facts(), arch_exit_is_fast(),
 *		ARCH_FAST_CALLS, arch_exit_is_plain(), arch_plain_opens(),
 *		arch_plain_outcome(), arch_plain_returned(), arch_plain_exit_reason(),
 *		arch_plain_ends(), ARCH_PLAIN_IS_BARE, arch_plain_is_bare(): where
 *		KVM's counts tell what it was
 * hotkey.h	enum hot_kind and its names, arch_hot_kind(), arch_hot_name()
 * clock.h	arch_clock_init(), arch_clock_rate(), ARCH_CLOCK_PERIOD_NS,
 *		arch_clock_now(),
 *		arch_clock_is_direct(), arch_clock_now_direct()
 * leaf.h	arch_this_cpu_ptr()
 * points.h	arch_kvm_hold(), arch_kvm_release(): is KVM there?
 *		ARCH_SYMBOL_*, ARCH_POINT_*: where the probes sit;
 *		ARCH_KRETPROBE: is there attach=kretprobe? ARCH_ATTACH_HELP,
 *		ARCH_ATTACH_REFUSED: what params.c says of the attachments;
 *		ARCH_EXIT_CALLBACK(), ARCH_ENTRY_CALLBACK(), ARCH_VCPU_TOLD;
 *		arch_tracepoint(), arch_probe_in_place(), arch_registers_are_late()
 * trace.h	ARCH_TRACE_*: the fields of our own tracepoint
 *
 * What is called at each exit is inline. decode, hotkey and clock also compile
 * outside of the kernel, for the unit tests. Which header gives what may differ
 * elsewhere: x86 has access.h in place of abort.h.
 */
#ifndef KVMTRAP_ARCH_H
#define KVMTRAP_ARCH_H

#include "abort.h"
#include "clock.h"
#include "decode.h"
#include "hotkey.h"
#include "leaf.h"
#include "points.h"
#include "trace.h"
#include "vcpu.h"

#endif
