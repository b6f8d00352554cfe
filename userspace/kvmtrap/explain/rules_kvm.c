// SPDX-License-Identifier: GPL-2.0-only
/*
 * rules_kvm.c - calls of KVM, guests of guests, and the rest: see rule_list.h.
 */
#include "explain/pools.h"
#include "explain/rule_list.h"

const struct rule rule_hypercalls = {
	.name = "hypercalls", .threshold = IN_KVM,
	.part = { { &arm_calls, "*" }, { &x86_calls, "*" } },
	.what = "{hot}",
	.means =
		"The guest calls KVM or its firmware often. PSCI and random numbers are "
		"rare in normal work; KICK_CPU and SCHED_YIELD are calls of vCPUs that "
		"wait for each other.",
	.helps = "Find who calls. For waiting vCPUs: fewer vCPUs than CPUs.",
	.see = "kvmtrap stat -I 1 --by hot --vm {vm}; kvmtrap names calls",
	.source =
		"arch/arm64/kvm/hypercalls.c, arch/arm64/kvm/psci.c; arch/x86/kvm/x86.c "
		"(kvm_emulate_hypercall)",
};

const struct rule rule_nested = {
	.name = "nested", .measure = OF_NESTED, .threshold = TO_VMM,
	.part = { { &arm_nested }, { &x86_nested } },
	.what = "of a guest of this guest's, or for running it",
	.means =
		"The guest runs a hypervisor. An exit of the inner guest goes to KVM "
		"first and then to that hypervisor, whose own instructions for running "
		"its guest exit as well.",
	.helps =
		"Run the inner guests as guests of this host. What makes few exits in "
		"them counts more than in others: virtio, a clock that does not trap, "
		"huge pages.",
	.see =
		"x86: kvmtrap stat --by vm: the column Nested; kvm_amd's or kvm_intel's "
		"parameter nested. arm64: kvmtrap stat --by reason --vm {vm}: ERET; "
		"kvm-arm.mode=nested on the host's command line",
	.source =
		"arch/x86/kvm/svm/nested.c (nested_svm_vmexit), vmx/nested.c "
		"(nested_vmx_vmexit); "
		"arch/arm64/kvm/emulate-nested.c (kvm_emulate_nested_eret)",
};

const struct rule rule_other = {
	.name = "other", .measure = OF_REST, .threshold = TO_VMM,
	.what = "of a reason that no rule is about",
	.means = "kvmtrap explain does not know what such exits mean.",
	.helps =
		"See docs/classification.md and docs/x86.md of the source for what the "
		"reason is.",
	.see = "kvmtrap stat -I 1 --by reason --vm {vm}; kvmtrap record, kvmtrap report",
	.source = "kvmtrap names reasons",
};
