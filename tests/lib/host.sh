# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of integration/, stress/ and course/. They run as root inside the emulated
# host. A case passes when it gets to its end. "fail" and "skip" end it earlier.
#
#   this machine  tests/run, emu/run.sh
#    `- QEMU emulates an ARMv8 or AMD host: Debian's kernel with KVM, kvmtrapcount.ko, and
#       the case, which runs in a shell there as root; /share is build/check/GROUP
#        `- KVM runs a guest: trapgen's, of a few instructions, or Debian
#
# KVM's own numbers come from its statistics. What the guest does is known from its
# program. trapgen prints both.

set -u
K=/sys/kernel/debug/kvmtrap
P=/sys/module/kvmtrapcount/parameters
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# The folder with the module and the programs: see run-cases.
HERE=${LIB%/lib}
. "$LIB/table.sh"
KO=${KO:-$HERE/kvmtrapcount.ko}
TRAPGEN=${TRAPGEN:-$HERE/trapgen}
KVMTRAP=${KVMTRAP:-$HERE/kvmtrap}
WORK=$(mktemp -d)

fail() { printf '  %s\n' "$*"; exit 1; }
skip() { printf '%s\n' "SKIP: $*"; exit 4; }

# on_x86: is the host x86? There some programs are others, and reasons have other names. HVC: the
# reason of the program hvc, HVC_CODE its code; HALT: of wfi; PAGE: of touch; DOORBELL: of the end
# of a program, for which KVM_RUN returns with RINGS; IRQ: an interrupt of the host.
on_x86() { [ "$(uname -m)" = x86_64 ]; }
on_intel() { grep -qs '^vendor_id.*GenuineIntel' /proc/cpuinfo; }
# shellcheck disable=SC2034 # used by cases
if on_x86; then
	HVC=VMMCALL HVC_CODE=0x081 HALT=HLT PAGE=NPF DOORBELL=PIO_USER RINGS=IO IRQ=INTR
	if on_intel; then
		HVC=VMCALL HVC_CODE=18 PAGE=EPT_VIOLATION IRQ=EXTERNAL_INTERRUPT
		grep -qs '[1Y]' /sys/module/kvm_intel/parameters/ept || PAGE=PF_EXCP
	else
		grep -qs '[1Y]' /sys/module/kvm_amd/parameters/npt || PAGE=PF_EXCP
	fi
else
	HVC=HVC64 HVC_CODE=0x16 HALT=WFx PAGE=DABT_LOW DOORBELL=MMIO_USER RINGS=MMIO IRQ=IRQ
fi

# SPARE: the machine is somebody's (tests/lib/here), and no emulated host: what this case has not loaded or
# started stays. It is the name of a file that is there while the module is ours.
unload_module() {
	[ -z "${SPARE:-}" ] || [ -e "$SPARE" ] || return 0
	[ ! -d /sys/module/kvmtrapcount ] || rmmod kvmtrapcount || fail "cannot unload"
	[ -z "${SPARE:-}" ] || rm "$SPARE"
}
# All files, in the order of ls. With times=1, those of MOVING change at each reading.
FILES="handling health hot latency reasons summary times userspace vcpus vms"
# shellcheck disable=SC2034 # used by cases
MOVING="health times userspace"
# ATTACH: the attachment that is tested, unless a case names one. EXIT_POINT: where it sees
# exits. RETURN_POINT: where it sees KVM_RUN return. PROBES: the functions whose kprobes health
# lists.
by_kretprobe() { [ "${ATTACH:-kretprobe}" = kretprobe ]; }
if by_kretprobe; then
	EXIT_POINT=handle_exit RETURN_POINT=kvm_arch_vcpu_ioctl_run
	PROBES="$EXIT_POINT $RETURN_POINT kvm_arch_vcpu_destroy"
else
	EXIT_POINT=kvm_exit RETURN_POINT=kvm_userspace_exit
	PROBES=kvm_arch_vcpu_destroy
fi
# no_probes: none of ours is in the kernel's own list. That names the function, and of
# modules only one that has it: KVM is built in.
no_probes() {
	local s
	for s in $PROBES kvm_arch_vcpu_create; do
		! grep " $s+0x0 " /sys/kernel/debug/kprobes/list || fail "a probe on $s is left"
	done
}
# bench_left_nothing FILES [GUEST]: kvmtrap bench has left neither the module nor a probe, process or file. FILES
# were in /tmp before; GUEST is the process of a guest that is not of bench.
bench_left_nothing() {
	[ ! -d /sys/module/kvmtrapcount ] || fail "the module is left"
	! pgrep -x trap-keeper || fail "the keeper is left"
	assert_eq "guests" "$(pgrep -x trapgen)" "${2:-}"
	assert_eq "files in /tmp" "$(ls -A /tmp)" "$1"
	no_probes
}
insert_module() {
	[ -z "${SPARE:-}" ] || touch "$SPARE"
	# The VMs of others are not counted, not even before the first program, which chooses itself (only-this).
	insmod "$KO" "attach=${ATTACH:-kretprobe}" ${SPARE:+"filter_pid=$$"} "$@" || { [ -z "${SPARE:-}" ] || rm "$SPARE"; return 1; }
}
load_module() { unload_module; insert_module "$@" || fail "cannot load the module with: $*"; }

# defer COMMAND: run COMMAND at the end of the case, to undo what the case has done to its
# host. A case must not set a trap of its own for this: its status would be lost.
defer() { DEFERRED=$1; }

# At the end of a case, end all that it has started.
cleanup() {
	local status=$? pid
	eval "${DEFERRED:-}"
	[ -n "${SPARE:-}" ] || pkill -KILL -x "trapgen|qemu-system-(aar|x86)"
	# All of its session but this shell, so that nothing holds its output open. A process may start another one
	# between pgrep and kill. The next pass ends that one.
	for _ in 1 2 3; do
		for pid in $(pgrep -s $$); do
			[ "$pid" -eq $$ ] || kill -KILL "$pid"
		done 2>/dev/null
	done
	wait
	unload_module
	rm -rf "$WORK"
	# Where none of its programs could run, it has tested nothing.
	[ "$status" -ne 0 ] || skip_if_none_ran
	exit "$status"
}
trap cleanup EXIT

# For cases that attach while guests run. QEMU emulates several arm64 CPUs by several threads. One
# may go on running code that another CPU has changed. A tracepoint that was switched on
# then never fires, nor do ftrace's own events. All CPUs of an x86 host are one thread of QEMU.
need_text_patching() {
	by_kretprobe || on_x86 || [ "$(nproc)" -eq 1 ] ||
		skip "QEMU may miss changed code: with attach=tracepoint it runs on one CPU"
}

# assert_eq WHAT ACTUAL EXPECTED: fail if the two are not equal.
assert_eq() { [ "$2" = "$3" ] || fail "$1: $2, expected $3"; }

health() { awk -v item="$1" '$1 == item { print $2 }' "$K/health"; }
summary() { column_sum summary exits "class=$1"; }

# From the output of trapgen, vmm_pid prints its process. kvm_exits_in prints the exits that
# KVM counted for its VM, or for all of --vms (5.10 counts them per VM, later kernels per vCPU).
vmm_pid() { awk '$1 == "pid" { print $2 }' "$1"; }
kvm_exits_in() {
	awk '$1 == "before" { n += $3 } $3 == "kvm" && $4 == "exits" { n += $5 }
		$2 == "kvm" && $3 == "exits" { n += $4 } END { print n }' "$@"
}

# done_by_cpu PROGRAM: what the program exits for in the emulated hosts, some CPUs do by themselves: the
# virtual APIC of Intel's (APICv) and AMD's (AVIC), and Intel's log of dirty pages (PML). No emulated host has
# them, and where they are how many exits are left depends on the CPU.
done_by_cpu() {
	local vendor=kvm_amd apic=avic
	! on_intel || vendor=kvm_intel apic=enable_apicv
	[ -n "${SPARE:-}" ] && on_x86 || return
	case $1 in
	sgi | self-ipi | lapic | tpr | ap) ;;
	dirty | dirty-rounds) apic=pml ;;
	*) return 1 ;;
	esac
	grep -qs '[1Y]' /sys/module/$vendor/parameters/$apic
}

# exact PROGRAM [PASSES [OPTION ...]]: run a guest program. All numbers must agree. If the
# host lacks what the program needs, this does nothing: see skip_if_none_ran. AMEND: a
# command that changes the expected numbers, knowing what the VMM saw.
exact() {
	local out=$WORK/out-$1 snap=$WORK/snap-$1 status
	! done_by_cpu "$1" || {
		echo "not here: $1: this CPU does it without the exits that the program counts on"
		lacking=$((${lacking:-0} + 1))
		return
	}
	"$TRAPGEN" "$1" "${2:-1}" "${@:3}" --then \
		"cat $K/vcpus $K/reasons $K/userspace >$snap" >"$out"
	status=$?
	if [ $status -eq 3 ]; then
		lacking=$((${lacking:-0} + 1))
		return
	fi
	[ $status -eq 0 ] || fail "trapgen $* ended with status $status"
	done=$((${done:-0} + 1))
	${AMEND:-true} "$out"
	awk -v trapgen="$out" "$TABLE_AWK$(<"$LIB/compare.awk")" "$snap" || {
		grep -v 'kvm .* 0$' "$out"
		cat "$snap"
		fail "trapgen $*: the numbers differ"
	}
}

skip_if_none_ran() {
	[ "${done:-0}" -gt 0 ] || [ "${lacking:-0}" -eq 0 ] || skip "this host lacks what all of these need"
}

# max_vcpus N: print N, or the most vCPUs that a VM may have here: 8 with a GICv2, and on x86 the
# 256 for which trapgen has room.
max_vcpus() {
	if on_x86; then
		echo $(($1 < 256 ? $1 : 256))
	elif [ "$1" -le 8 ] || "$TRAPGEN" sgi 1 >/dev/null 2>&1; then echo "$1"; else echo 8; fi
}

# add_up FILE: the classes add up in summary and in the rows of vms and vcpus in FILE, with nothing lost, and
# each row has a cell for each column of its table. Prints those that do not.
add_up() {
	awk '_header { cells = NF }'"$TABLE_AWK"'
		function is(ok) { if (!ok) { print table ": " $0; bad = 1 } }
		{ is(NF == cells) }
		table == "summary" && /^(cpu|mem|io|irq|serror|other) / { sum += $2 }
		table == "summary" && $1 == "total" { is($2 == sum); sum = 0 }
		table == "summary" && $1 == "lost" { is($2 == 0) }
		table == "vms" || table == "vcpus" {
			is(col("cpu") + col("mem") + col("io") + col("irq") + col("serror") + col("other") == col("exits"))
			is(col("io_kernel") + col("io_user") == col("io") && col("lost") == 0)
		}
		END { exit bad }' "$1"
}

# memory: what the kernel has of the kinds that a module takes, in kB.
memory() {
	echo 3 >/proc/sys/vm/drop_caches
	awk '$1 == "Slab:" || $1 == "Percpu:" || $1 == "VmallocUsed:" { n += $2 } END { print n }' /proc/meminfo
}

# Print KVM's own count of the exits of all live VMs.
kvm_exits() { cat /sys/kernel/debug/kvm/exits; }

# moves PID: has any thread of a process not stopped yet?
moves() { grep -h '^State:' /proc/"$1"/task/*/status | grep -qv 'T (stopped)'; }
# freeze PID: stop a process, and wait until all its threads have stopped, those in KVM_RUN,
# too. After that KVM counts no exit of it.
freeze() {
	kill -STOP "$1"
	while moves "$1"; do sleep 0.1; done
}

# stop PID: end a trapgen that would not end by itself.
stop() {
	kill "$1"
	wait "$1" 2>/dev/null
	return 0
}

# ticks: print how many ticks of host-init have passed. They are seconds, and longer on a
# slow machine. The file is written at each tick, and is empty for a moment then.
ticks() {
	local n
	until read -r n <"${TICKS_FILE:-/run/kvmtrap-ticks}"; do :; done
	echo "$n"
}

# wait_for COMMAND...: wait until COMMAND succeeds, for a quarter of the ticks that the case
# may take: 30, or more on a slow debug kernel. They begin anew whenever COMMAND has changed what
# is in "seen": what moves is slow and not stuck. COMMAND must not use the other variables.
wait_for() {
	local waited_until=0 seen='' before=none
	until "$@"; do
		[ "$seen" = "$before" ] || waited_until=$(($(ticks) + ${LIMIT:-120} / 4))
		before=$seen
		[ "$(ticks)" -lt $waited_until ] || fail "waited in vain for: $*"
		sleep 0.1
	done
}

# trace_exits: switch the tracepoint kvmtrap_exit on, and wait until entries to guests are seen: from
# then on each event has a time.
trace_exits() {
	echo 1 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
	[ "$(health attach)" != tracepoint ] || wait_until health state.kvm_entry = armed
}

# wait_until COMMAND... OPERATOR VALUE: wait until the comparison holds for what COMMAND
# prints, as in "wait_until column_sum vcpus exits pid=1 -gt 20".
wait_until() {
	local operator=${*: -2:1} value=${*: -1}
	wait_for compares "$operator" "$value" "${@:1:$#-2}"
}
compares() {
	seen=$("${@:3}")
	test "$seen" "$1" "$2"
}
