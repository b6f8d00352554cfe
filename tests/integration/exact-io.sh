# SPDX-License-Identifier: GPL-2.0-only
# Loads and stores that KVM emulates count as IO, and on x86 ports, whether the kernel or the
# VMM answers.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact load 500
exact store 501
exact readonly 50
exact gic 300
exact ioeventfd 300
exact slow-store 20
exact console 300
on_x86 || exact rtc 300
if on_x86; then
	# Older kernels do it otherwise on Intel's: see integration/vmx.
	{ on_intel && [[ $(uname -r) =~ ^(5.10|6.1)[.] ]]; } || exact lapic 300
	# 5.10 does not count some of it on VMX: see integration/vmx.
	{ on_intel && [[ $(uname -r) = 5.10.* ]]; } || exact deadline-store 300
	exact readonly-event 100
	exact changed-slots 100
	exact move-device 100
	# A second return of KVM_RUN that is no MMIO_USER: its exit is of the kernel, and to_user.
	on_intel || exact tpr 300
	for program in out out16 out32 in in16 in32 outs ins pit; do
		exact $program 200
	done
fi

# By the host's clock: no state takes more time than has passed. In KVM_RUN one of the
# two counters may be the guest's.
now() { awk '{ printf "%d\n", $1 * 1e9 }' /proc/uptime; }
load_module times=1
begun=$(now)
"$TRAPGEN" store 300 --then "cat $K/vcpus $K/times >$WORK/times" >"$WORK/out" || fail "trapgen"
vm=$(column "$WORK/times:vcpus" vm pid="$(vmm_pid "$WORK/out")")
# The clock of /proc has hundredths only.
passed=$(($(now) - begun + 20000000))
for state in guest kernel halted vmm total; do
	took=$(column "$WORK/times:times" ${state}_ns vm="$vm")
	awk -v took="$took" -v passed=$passed 'BEGIN { exit took == "" || took + 0 > passed }' ||
		fail "${state}_ns: $took, when no more than $passed have passed"
done
