#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - run a command in an emulated ARMv8 host with KVM.
#
#   run.sh [-k KERNEL] [-m MODE] [-g GIC] [-s CPUS] [-t SECONDS] [-i] [-a WORDS] [-p PORT] [-c HZ] [-d DIR] COMMAND
#
#   -k  kernel, a name in kernels.tsv (6.1)
#   -m  KVM mode: vhe, nvhe or protected; max: vhe on a CPU with all features that
#       QEMU can emulate (SVE, PAuth, ...); novirt: booted at EL1, no KVM (vhe)
#   -g  version of its interrupt controller, 2 or 3 (3)
#   -s  CPUs of the emulated host (2)
#   -t  stop COMMAND after this many seconds (300), which are ticks of host-init:
#       longer on a slower machine; 0: never
#   -a  more words for its kernel command line
#   -p  a network; PORT of 127.0.0.1 here leads to its port 9100
#   -i  count instructions: one takes one nanosecond of the host's clocks, whichever of
#       its CPUs executes it; 1 CPU, or as many as a -s behind it says
#   -c  the rate of the counter that its device tree tells; the firmware tells 62500000
#   -d  folder that the host sees as /share (build/run); its serial log host.log,
#       COMMAND's output and status, and the host's dmesg are written there
#
# Exits with COMMAND's status; with 124 if COMMAND was stopped; with 125 if the host
# gave no status. A host that is stuck is ended: one in which nothing has moved for
# STUCK seconds (600).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

kernel=6.1 mode=vhe gic=3 cpus=2 limit=300 words='' dir=$BUILD/run net=() rate=''
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

el2=on
case $mode in
vhe) cpu=cortex-a76 ;;
max) cpu=max,pauth-impdef=on ;;
novirt) cpu=cortex-a76 el2=off ;;
nvhe) cpu=cortex-a72 ;;
protected) cpu=cortex-a72; words="$words kvm-arm.mode=protected" ;;
*) die "unknown mode '$mode'; choose vhe, max, nvhe, protected or novirt" ;;
esac
# A cortex-a72 has no pages of 16 KiB. The cortex-a76 has VHE, which KVM is told not to use.
case $kernel:$mode in
*-16k:nvhe) cpu=cortex-a76 words="$words kvm-arm.mode=nvhe" ;;
*-16k:protected) cpu=cortex-a76 ;;
esac

initramfs=$("$EMU/initramfs.sh" "$kernel")
need_tools qemu-system-aarch64:qemu-system-arm

mkdir -p "$dir"
rm -f "$dir"/{status,output,dmesg,host.log,beat}
printf '%s\n' "$*" >"$dir/job"
echo "$limit" >"$dir/limit"

# virtualization=on gives the host an EL2, and so a working KVM. The mode chooses -cpu, as
# a CPU model has VHE or has not. It chooses no cortex-a57: because of its erratum 834220,
# kernels as new as 7.2 never leave EL2 when a table walk faults.
# shellcheck disable=SC2054 # QEMU's options have commas
qemu=(qemu-system-aarch64
	-M "virt,virtualization=$el2,gic-version=$gic" -cpu "$cpu" -smp "$cpus" -m 2G
	"${clock[@]}" -nodefaults -display none -no-reboot
	-serial "file:$dir/host.log"
	-kernel "$CACHE/kernel/$kernel/vmlinuz" -initrd "$initramfs"
	-append "console=ttyAMA0 loglevel=7 panic=-1 $words"
	-drive "file=$CACHE/root.ext4,format=raw,if=virtio,readonly=on"
	-fsdev "local,id=share,path=$dir,security_model=none"
	-device "virtio-9p-pci,fsdev=share,mount_tag=share" "${net[@]}")
if [ -n "$rate" ]; then
	need_tools fdtput:device-tree-compiler
	qemu-system-aarch64 "${qemu[@]:1:8}" -M "dumpdtb=$dir/host.dtb" -nodefaults -display none >"$dir/qemu.log" 2>&1
	fdtput -t u "$dir/host.dtb" /timer clock-frequency "$rate"
	qemu+=(-dtb "$dir/host.dtb")
fi
# What moves are the kernel's messages while it boots, and then COMMAND's output and the
# beat of host-init.
status=0
"$EMU/watch" "${STUCK:-600}" "$dir"/{output,host.log,beat} -- "${qemu[@]}" \
	</dev/null >"$dir/qemu.log" 2>&1 || status=$?
[ $status -eq 0 ] || sed '/terminating on signal/d; s/^stuck:/--- the emulated host is &/' "$dir/qemu.log" >&2
cat "$dir/output" 2>/dev/null || true
[ -e "$dir/status" ] || { say "the emulated host gave no result; see $dir/host.log"; exit 125; }
exit "$(cat "$dir/status")"
