# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For cases that count how often the module takes the lock of the whole host. Behind host.sh.

# watch_lock: count from now on, with a probe on the function of the lock. Probes do not run in the
# handler of another probe: hence the module has to be loaded with attach=tracepoint. Returns 1 if the
# kernel has inlined the function.
watch_lock() {
	local registry
	registry=$(awk '$3 == "registry" && $4 == "[kvmtrapcount]" { print "0x" $1 }' /proc/kallsyms)
	echo "p:kvmtrap_lock _raw_spin_lock_irqsave lock=%$(on_x86 && echo di || echo x0):x64" >>/sys/kernel/tracing/kprobe_events ||
		return 1
	defer 'unwatch_lock 2>/dev/null'
	echo "lock >= $registry && lock < $(printf '0x%x' $((registry + 4096)))" >/sys/kernel/tracing/events/kprobes/kvmtrap_lock/filter
	: >/sys/kernel/tracing/trace
	echo 1 >/sys/kernel/tracing/events/kprobes/kvmtrap_lock/enable
}
# times_locked: print how often it was taken since then, or since the trace was emptied.
times_locked() { grep -c kvmtrap_lock: /sys/kernel/tracing/trace || true; }
unwatch_lock() {
	echo 0 >/sys/kernel/tracing/events/kprobes/kvmtrap_lock/enable
	echo -:kvmtrap_lock >>/sys/kernel/tracing/kprobe_events
}
