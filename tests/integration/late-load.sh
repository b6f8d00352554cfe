# SPDX-License-Identifier: GPL-2.0-only
# A guest that runs already when the module is loaded is counted exactly from then on. The module
# can be unloaded while it runs.
# groups: matrix patching preempt
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
wait_until kvm_exits -gt 100
freeze $pid
# The guest is frozen, and goes on.
exact_since() { # WHEN EXITS-BEFORE EXITS-UNTIL
	kill -CONT $pid
	wait_until column_sum vcpus exits pid=$pid -gt "$3"
	freeze $pid
	assert_eq "exits since $1" "$(column_sum vcpus exits pid=$pid)" $(($(kvm_exits) - $2))
	assert_eq "lost" "$(column_sum vcpus lost pid=$pid)" 0
	kill -CONT $pid
}
before=$(kvm_exits)
load_module
exact_since "it was loaded" "$before" 50

# A KVM_RUN that was called before the probes were there returns unseen: what passes
# until the next one is the VMM's, or it is said to be unsure.
unload_module
"$TRAPGEN" hvc 1000000000 >/dev/null & endless=$!
wait_until kvm_exits -gt 10000
insert_module times=1 || fail "cannot load again"
for how in loaded enabled; do
	exits=$(column_sum vcpus exits pid=$endless)
	wait_until column_sum vcpus exits pid=$endless -gt $((exits + 50))
	vm=$(column_sum vms vm pid=$endless)
	told() { echo $(($(column_sum times vmm_ns vm=$vm) + $(column_sum times unsure_ns vm=$vm))); }
	before=$(told)
	freeze $endless
	sleep 2
	kill -CONT $endless
	exits=$(column_sum vcpus exits pid=$endless)
	wait_until column_sum vcpus exits pid=$endless -gt $((exits + 50))
	[ $(($(told) - before)) -ge 1990000000 ] ||
		fail "$how in full run: of 2 s $(($(told) - before)) ns are the VMM's or unsure"
	[ $how = enabled ] || { echo 0 >$P/enabled; echo 1 >$P/enabled; }
done
kill -KILL $endless
wait $endless 2>/dev/null
for _ in $(seq 10); do
	unload_module
	insert_module || fail "cannot load again"
done
wait_until column_sum vcpus exits pid=$pid -gt 50
freeze $pid
before=$(($(kvm_exits) - $(column_sum vcpus exits pid=$pid)))
exact_since "it was loaded in full run" "$before" 100
stop $pid
