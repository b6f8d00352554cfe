#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - run a command in an emulated host with KVM: an ARMv8, AMD or Intel one.
#
#   run.sh [-k KERNEL] [-m MODE] [-g GIC] [-s CPUS] [-t SECONDS] [-i] [-a WORDS] [-p PORT] [-c HZ] [-r DISK] [-w DISK] [-u UEFI] [-d DIR] COMMAND
#
#   -k  kernel, a name in kernels.tsv (6.1). It says which host is emulated
#   -m  KVM mode: vhe, nvhe or protected; max: vhe on a CPU with all features that
#       QEMU can emulate (SVE, PAuth, ...); novirt: booted at EL1, no KVM (vhe).
#       On amd64: npt; shadow: without nested paging; novirt: no SVM, no KVM (npt).
#       bochs emulates these, ten times as slowly, with one CPU, and with -i always:
#       nrips: an AMD one with next-RIP saving, where KVM answers exits in its fast path;
#       ept: an Intel one; noept: without EPT; nounrestricted: with EPT, but guests cannot
#       run in real mode
#   -g  version of its interrupt controller, 2 or 3 (3); on arm64 only
#   -s  CPUs of the emulated host (2; 1 in bochs)
#   -t  stop COMMAND after this many seconds (300), which are ticks of host-init:
#       longer on a slower machine; 0: never
#   -a  more words for its kernel command line. On amd64, kvmtrap.kvm=MODULE,PARAMETER,...
#       says which of KVM's modules is loaded, instead of -m; without MODULE, none
#   -p  a network; PORT of 127.0.0.1 here leads to its port 9100
#   -i  count instructions: one takes one nanosecond of the host's clocks, whichever of
#       its CPUs executes it (in bochs ten); 1 CPU, or as many as a -s behind it says
#   -c  the rate of the counter that its device tree tells; the firmware tells 62500000; on
#       arm64 only
#   -r  a disk with a root file system, instead of that of emu/rootfs.sh; not in bochs
#   -w  a disk that keeps what the host changes, for the next one that boots with it: an
#       empty ext4 at first. Without it the changes are in memory; not in bochs
#   -u  boot by UEFI; in QEMU only. UEFI is a folder with code.fd and vars.fd, the
#       firmware and its variables, and esp/, what it starts: GRUB, perhaps by shim
#   -d  folder that the host sees as /share (build/run); its serial log host.log,
#       COMMAND's output and status, and the host's dmesg are written there
#
# Exits with COMMAND's status; with 124 if COMMAND was stopped; with 125 if the host
# gave no status. A host that is stuck is ended: one in which nothing has moved for
# STUCK seconds (600).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

kernel=6.1 mode='' gic='' cpus='' limit=300 words='' dir=$BUILD/run port='' rate='' icount='' disk='' keep='' uefi=''
while getopts k:m:g:s:t:ia:p:c:r:w:u:d: o; do
	case $o in
	k) kernel=$OPTARG ;;
	m) mode=$OPTARG ;;
	g) gic=$OPTARG ;;
	s) cpus=$OPTARG ;;
	t) limit=$OPTARG ;;
	i) cpus=1 icount=1 ;;
	a) words="$words $OPTARG" ;;
	p) port=$OPTARG words="$words kvmtrap.net" ;;
	c) rate=$OPTARG ;;
	r) disk=$OPTARG ;;
	w) keep=$OPTARG words="$words kvmtrap.keep" ;;
	u) uefi=$OPTARG ;;
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
[ "$arch" = arm64 ] || [ -z "$gic$rate" ] || die "-g and -c are for arm64, and $kernel is an amd64 kernel"
[ -z "$disk$keep" ] || [ "$(emulator "$mode")" = qemu ] || die "-r and -w are for hosts in QEMU, and $mode is emulated by bochs"
[ -z "$uefi" ] || [ "$(emulator "$mode")" = qemu ] || die "-u is for hosts in QEMU, and $mode is emulated by bochs"
. "$EMU/$(emulator "$mode").sh"
"emulate_$arch"
[ -z "$icount" ] || words="kvmtrap.icount $words"

initramfs=$("$EMU/initramfs.sh" "$kernel")

mkdir -p "$dir"
rm -f "$dir"/{status,output,dmesg,host.log,beat}
printf '%s\n' "$*" >"$dir/job"
echo "$limit" >"$dir/limit"

make_command
# What moves are the kernel's messages while it boots, and then COMMAND's output and the
# beat of host-init.
status=0
"$EMU/watch" "${STUCK:-600}" "$dir"/{output,host.log,beat} -- "${command[@]}" \
	</dev/null >"$dir/emulator.log" 2>&1 || status=$?
emulated $status | sed 's/^stuck:/--- the emulated host is &/' >&2
[ ! -t 1 ] || printf '%s' "${PROGRESS_CLEAR:-}"
cat "$dir/output" 2>/dev/null || true
[ -s "$dir/status" ] || { say "the emulated host gave no result; see $dir/host.log"; exit 125; }
exit "$(cat "$dir/status")"
