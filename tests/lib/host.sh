# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of integration/, stress/ and course/. They run as root inside the
# emulated host. A case passes when it gets to its end; "fail" and "skip" end it
# earlier.
#
#   this machine  tests/run, emu/run.sh
#    `- QEMU emulates an ARMv8 host: Debian's kernel with KVM, kvmtrapcount.ko, and
#       the case, which runs in a shell there as root; /share is build/check/GROUP
#        `- KVM runs a guest: trapgen's, of a few instructions, or Debian
#
# What is KVM's own number comes from KVM's statistics; what the guest does is known
# from its program: trapgen prints both.

set -u
K=/sys/kernel/debug/kvmtrap
P=/sys/module/kvmtrapcount/parameters
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Where the module and the programs are: see run-cases.
HERE=${LIB%/lib}
. "$LIB/table.sh"
KO=${KO:-$HERE/kvmtrapcount.ko}
TRAPGEN=${TRAPGEN:-$HERE/trapgen}
KVMTRAP=${KVMTRAP:-$HERE/kvmtrap}
WORK=$(mktemp -d)

fail() { printf '  %s\n' "$*"; exit 1; }
skip() { printf '%s\n' "SKIP: $*"; exit 4; }

unload_module() { [ ! -d /sys/module/kvmtrapcount ] || rmmod kvmtrapcount || fail "cannot unload"; }
# All files, as ls has them; with times=1 those of MOVING are never twice the same.
FILES="handling health hot latency reasons summary times userspace vcpus vms"
# shellcheck disable=SC2034 # used by cases
MOVING="health times userspace"
# ATTACH: the attachment that is tested, where a case does not name one itself.
# EXIT_POINT: where it sees exits; PROBES: all of its points that are kprobes.
by_kretprobe() { [ "${ATTACH:-kretprobe}" = kretprobe ]; }
PROBES="kvm_arch_vcpu_ioctl_run kvm_arch_vcpu_destroy"
EXIT_POINT=kvm_exit
if by_kretprobe; then
	PROBES="handle_exit $PROBES" EXIT_POINT=handle_exit
fi
insert_module() { insmod "$KO" "attach=${ATTACH:-kretprobe}" "$@"; }
load_module() { unload_module; insert_module "$@" || fail "cannot load the module with: $*"; }

# defer COMMAND: to undo what a case has done to its host, however it ends. Not
# by a trap of its own: the last status would be that of what it undid.
defer() { DEFERRED=$1; }

# At the end of a case nothing of it may be left running.
cleanup() {
	local status=$? pid
	eval "${DEFERRED:-}"
	pkill -KILL -x "trapgen|qemu-system-aar"
	# Nor hold its output open: all of its session but this shell.
	for pid in $(pgrep -s $$); do
		[ "$pid" -eq $$ ] || kill -KILL "$pid"
	done 2>/dev/null
	wait
	unload_module
	rm -rf "$WORK"
	exit "$status"
}
trap cleanup EXIT

# For cases that attach while guests run. QEMU that emulates several CPUs by
# several threads at times goes on running code that another CPU has changed: so
# a tracepoint that was switched on never fires, ftrace's own events neither.
need_text_patching() {
	by_kretprobe || [ "$(nproc)" -eq 1 ] ||
		skip "QEMU may miss changed code: with attach=tracepoint it runs on one CPU"
}

# assert_eq WHAT ACTUAL EXPECTED
assert_eq() { [ "$2" = "$3" ] || fail "$1: $2, expected $3"; }

health() { awk -v item="$1" '$1 == item { print $2 }' "$K/health"; }
summary() { column_sum summary exits "class=$1"; }

# Of what trapgen has printed: its process, and the exits that KVM counted of its VM
# (5.10 counts them per VM, later kernels per vCPU).
vmm_pid() { awk '$1 == "pid" { print $2 }' "$1"; }
kvm_exits_in() {
	awk '$3 == "kvm" && $4 == "exits" { n += $5 } $2 == "kvm" && $3 == "exits" { n += $4 }
		END { print n }' "$@"
}

# exact PROGRAM [PASSES [OPTION ...]]: run it, all numbers must agree. One that
# needs what this host lacks is passed over; skip_if_none_ran counts on that.
# AMEND: a command that alters what was expected, knowing what the VMM saw.
exact() {
	local out=$WORK/out-$1 snap=$WORK/snap-$1 status
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
	[ "${done:-0}" -gt 0 ] || skip "this host lacks what all of these need"
}

# max_vcpus N: N, or as many vCPUs as KVM allows a VM here: 8 with a GICv2.
max_vcpus() {
	if [ "$1" -le 8 ] || "$TRAPGEN" sgi 1 >/dev/null 2>&1; then echo "$1"; else echo 8; fi
}

# KVM's own count, of all VMs that live.
kvm_exits() { cat /sys/kernel/debug/kvm/exits; }

# freeze PID: stop it, and wait until all its threads stand still, those in KVM_RUN
# as well. From then on KVM counts no exit of it.
moves() { grep -h '^State:' /proc/"$1"/task/*/status | grep -qv 'T (stopped)'; }
freeze() {
	kill -STOP "$1"
	while moves "$1"; do sleep 0.1; done
}

# stop PID: end a trapgen that would run on.
stop() {
	kill "$1"
	wait "$1" 2>/dev/null
	return 0
}

# ticks: how many the host has done: seconds, longer on a slow machine. The file
# is written anew at each, and empty for a moment.
ticks() {
	local n
	until read -r n <"${TICKS_FILE:-/run/kvmtrap-ticks}"; do :; done
	echo "$n"
}

# wait_for COMMAND...: for 30 ticks, or a quarter of what the case may take: a
# debug kernel is slow. Its own variable is none that a command may use.
wait_for() {
	local waited_until=$(($(ticks) + ${LIMIT:-120} / 4))
	until "$@"; do
		[ "$(ticks)" -lt $waited_until ] || fail "waited in vain for: $*"
		sleep 0.1
	done
}

# wait_until COMMAND... OPERATOR VALUE: until what COMMAND prints compares so, as in
# "wait_until column_sum vcpus exits pid=1 -gt 20".
wait_until() {
	local operator=${*: -2:1} value=${*: -1}
	wait_for compares "$operator" "$value" "${@:1:$#-2}"
}
compares() { test "$("${@:3}")" "$1" "$2"; }
