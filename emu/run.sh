#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - run a command in an emulated host with KVM: an ARMv8 one, or an AMD one.
#
#   run.sh [-k KERNEL] [-m MODE] [-g GIC] [-s CPUS] [-t SECONDS] [-i] [-a WORDS] [-p PORT] [-c HZ] [-d DIR] COMMAND
#
#   -k  kernel, a name in kernels.tsv (6.1). It says which host is emulated
#   -m  KVM mode: vhe, nvhe or protected; max: vhe on a CPU with all features that
#       QEMU can emulate (SVE, PAuth, ...); novirt: booted at EL1, no KVM (vhe).
#       On amd64: npt; shadow: without nested paging; novirt: no SVM, no KVM (npt)
#   -g  version of its interrupt controller, 2 or 3 (3); on arm64 only
#   -s  CPUs of the emulated host (2)
#   -t  stop COMMAND after this many seconds (300), which are ticks of host-init:
#       longer on a slower machine; 0: never
#   -a  more words for its kernel command line. On amd64, kvmtrap.kvm=MODULE,PARAMETER,...
#       says which of KVM's modules is loaded, instead of -m; without MODULE, none
#   -p  a network; PORT of 127.0.0.1 here leads to its port 9100
#   -i  count instructions: one takes one nanosecond of the host's clocks, whichever of
#       its CPUs executes it; 1 CPU, or as many as a -s behind it says
#   -c  the rate of the counter that its device tree tells; the firmware tells 62500000; on
#       arm64 only
#   -d  folder that the host sees as /share (build/run); its serial log host.log,
#       COMMAND's output and status, and the host's dmesg are written there
#
# Exits with COMMAND's status; with 124 if COMMAND was stopped; with 125 if the host
# gave no status. A host that is stuck is ended: one in which nothing has moved for
# STUCK seconds (600).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

kernel=6.1 mode='' gic='' cpus=2 limit=300 words='' dir=$BUILD/run net=() rate=''
clock=(-accel "tcg,thread=multi")
while getopts k:m:g:s:t:ia:p:c:d: o; do
	case $o in
	k) kernel=$OPTARG ;;
	m) mode=$OPTARG ;;
	g) gic=$OPTARG ;;
	s) cpus=$OPTARG ;;
	t) limit=$OPTARG ;;
	i) cpus=1 clock=(-accel tcg -icount shift=0) words="$words kvmtrap.icount" ;;
	a) words="$words $OPTARG" ;;
	p)
		net=(-netdev "user,id=net,hostfwd=tcp:127.0.0.1:$OPTARG-:9100" -device "virtio-net-pci,netdev=net,romfile=")
		words="$words kvmtrap.net"
		;;
	c) rate=$OPTARG ;;
	d) dir=$OPTARG ;;
	*) die "see the head of $0 for its options" ;;
	esac
done
shift $((OPTIND - 1))
[ $# -ge 1 ] || die "no command given; see the head of $0"

check_kernel_name "$kernel"
arch=$(kernel_arch "$kernel")
mode=${mode:-$(usual_mode "$kernel")}
check_mode "$mode" "$kernel"
# virtualization=on gives an ARMv8 host an EL2, and so a working KVM. The mode chooses -cpu, as
# a CPU model has VHE or has not. It chooses no cortex-a57: because of its erratum 834220,
# kernels as new as 7.2 never leave EL2 when a table walk faults.
arm64() {
	local el2=on
	case $mode in
	vhe) cpu=cortex-a76 ;;
	max) cpu=max,pauth-impdef=on ;;
	novirt) cpu=cortex-a76 el2=off ;;
	nvhe) cpu=cortex-a72 ;;
	protected) cpu=cortex-a72 words="kvm-arm.mode=protected $words" ;;
	esac
	# A cortex-a72 has no pages of 16 KiB. The cortex-a76 has VHE, which KVM is told not to use.
	case $kernel:$mode in
	*-16k:nvhe) cpu=cortex-a76 words="kvm-arm.mode=nvhe $words" ;;
	*-16k:protected) cpu=cortex-a76 ;;
	esac
	qemu=qemu-system-aarch64 package=qemu-system-arm
	machine=virt,virtualization=$el2,gic-version=${gic:-3} console=ttyAMA0
}

# An AMD host runs all its CPUs in one thread of QEMU's. With several, one may execute code that
# another is patching: kernels die of it. Its kernel is told to keep the TSC as its clock, and not
# to look whether timer interrupts arrive. Both checks take it for granted that no CPU stands
# still meanwhile, as one does here when this machine is busy.
amd64() {
	[ -z "$gic$rate" ] || die "-g and -c are for arm64, and $kernel is an amd64 kernel"
	case $mode in
	npt) cpu=EPYC,+svm,+npt words="kvmtrap.kvm=kvm_amd,npt=1 $words" ;;
	shadow) cpu=EPYC,+svm,+npt words="kvmtrap.kvm=kvm_amd,npt=0 $words" ;;
	novirt) cpu=EPYC,-svm words="kvmtrap.kvm=kvm $words" ;;
	esac
	words="tsc=reliable no_timer_check $words"
	[ "${clock[1]}" = tcg ] || clock=(-accel "tcg,thread=single")
	qemu=qemu-system-x86_64 package=qemu-system-x86 machine=q35 console=ttyS0
}
$arch

initramfs=$("$EMU/initramfs.sh" "$kernel")
need_tools $qemu:$package

mkdir -p "$dir"
rm -f "$dir"/{status,output,dmesg,host.log,beat}
printf '%s\n' "$*" >"$dir/job"
echo "$limit" >"$dir/limit"

# It is never accelerated by a KVM of this machine: what a host is and does is the same everywhere.
# shellcheck disable=SC2054 # QEMU's options have commas
command=("$qemu"
	-M "$machine" -cpu "$cpu" -smp "$cpus" -m 2G
	"${clock[@]}" -nodefaults -display none -no-reboot
	-serial "file:$dir/host.log"
	-kernel "$CACHE/kernel/$kernel/vmlinuz" -initrd "$initramfs"
	-append "console=$console loglevel=7 panic=-1 $words"
	-drive "file=$CACHE/root$(arch_suffix "$arch").ext4,format=raw,if=virtio,readonly=on"
	-fsdev "local,id=share,path=$dir,security_model=none"
	-device "virtio-9p-pci,fsdev=share,mount_tag=share" "${net[@]}")
if [ -n "$rate" ]; then
	need_tools fdtput:device-tree-compiler
	"${command[@]:0:9}" -M "dumpdtb=$dir/host.dtb" -nodefaults -display none >"$dir/qemu.log" 2>&1
	fdtput -t u "$dir/host.dtb" /timer clock-frequency "$rate"
	command+=(-dtb "$dir/host.dtb")
fi
# What moves are the kernel's messages while it boots, and then COMMAND's output and the
# beat of host-init.
status=0
"$EMU/watch" "${STUCK:-600}" "$dir"/{output,host.log,beat} -- "${command[@]}" \
	</dev/null >"$dir/qemu.log" 2>&1 || status=$?
[ $status -eq 0 ] || sed '/terminating on signal/d; /TCG doesn.t support requested/d; s/^stuck:/--- the emulated host is &/' "$dir/qemu.log" >&2
cat "$dir/output" 2>/dev/null || true
[ -e "$dir/status" ] || { say "the emulated host gave no result; see $dir/host.log"; exit 125; }
exit "$(cat "$dir/status")"
