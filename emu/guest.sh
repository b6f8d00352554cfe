# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Functions that start guests with Debian inside the emulated host, ask them to run
# something (guest-agent does, over a virtio serial port), and power them off. The serial
# log goes to /share/NAME.log, and what QEMU prints to NAME-qemu.log.

declare -A guest_pid guest_in guest_out
# A guest is a machine of the host's architecture. That of an AMD host has a CPU without XSAVE: the
# sizes that the emulated host's own CPU tells for it do not fit, and kernels as new as 7.3 die of it.
# emu/qemu.sh says why its kernel gets norandmaps and kpti=off.
case $(uname -m) in
x86_64) guest_machine=(qemu-system-x86_64 -M q35 -cpu qemu64) guest_words=console=ttyS0 ;;
*) guest_machine=(qemu-system-aarch64 -M "virt,gic-version=3" -cpu host) guest_words="console=ttyAMA0 kpti=off" ;;
esac
# The guest's systemd has no deadlines: guest_await finds out whether the guest is stuck.
no_deadlines="systemd.default_timeout_start_sec=infinity systemd.default_device_timeout_sec=infinity systemd.service_watchdogs=0 udev.event_timeout=36000"

die() { echo "${0##*/}: $*"; exit 1; }
title() { printf '\n=== %s\n' "$*"; }

# guest_start NAME MEMORY [WORD ...]: start a guest with MEMORY MiB, and add WORDs to its
# kernel's command line. Its kernel uses up to 448 MiB. The program mem uses what is above.
guest_start() {
	local name=$1 memory=$2 in out
	shift 2
	mkfifo "/tmp/$name.in" "/tmp/$name.out" || die "cannot make a pipe"
	"${guest_machine[@]}" -accel kvm -smp 1 -m "${memory}M" \
		-name "$name" -nodefaults -display none -no-reboot \
		-serial "file:/share/$name.log" \
		-kernel /share/guest-vmlinuz -initrd /share/guest-initramfs \
		-append "$guest_words norandmaps kvmtrap.role=guest mem=448M iomem=relaxed loglevel=4 systemd.show_status=1 $no_deadlines $*" \
		-drive file=/dev/vda,format=raw,if=virtio,readonly=on \
		-device virtio-serial-pci -device virtserialport,chardev=agent,name=agent \
		-chardev "pipe,id=agent,path=/tmp/$name" >"/share/$name-qemu.log" 2>&1 &
	guest_pid[$name]=$!
	exec {in}<>"/tmp/$name.in" {out}<>"/tmp/$name.out"
	guest_in[$name]=$in guest_out[$name]=$out
}

# Print the ticks of host-init: they are seconds, and longer on a slow machine.
ticks() {
	local n
	until read -r n </run/kvmtrap-ticks; do :; done
	echo "$n"
}

# guest_await NAME: wait until the guest has answered, and show what it says. It may take
# its time, as long as something moves. It is stuck when it has neither said anything nor
# written a line to its console for PATIENCE ticks. Lines in which systemd says again and
# again that it waits for a unit do not count.
guest_await() {
	local name=$1 line log=/share/$1.log begun=$SECONDS lines last=0 moved
	moved=$(ticks)
	while :; do
		while IFS= read -r -t 10 -u "${guest_out[$name]}" line; do
			case $line in
			"done 0") return 0 ;;
			"done "*) return 1 ;;
			*) echo "$name: $line" ;;
			esac
			moved=$(ticks)
		done
		kill -0 "${guest_pid[$name]}" 2>/dev/null || { echo "$name: QEMU has ended"; return 1; }
		lines=$(grep -avc 'Job .* running (' "$log" 2>/dev/null)
		if [ "${lines:-0}" -ne "$last" ]; then
			last=$lines
			moved=$(ticks)
		elif [ $(($(ticks) - moved)) -ge "${PATIENCE:-300}" ]; then
			echo "$name is stuck: nothing has moved for ${PATIENCE:-300} s; last seen: $(tail -n 1 "$log" | tr -cd '[:print:]')"
			return 1
		fi
		echo "... $((SECONDS - begun)) s, ${lines:-0} lines in $name.log"
	done
}

guest_booted() { guest_await "$1" || die "the guest did not boot; see $1.log and $1-qemu.log"; }

# guest_ask NAME COMMAND: ask the guest to run COMMAND, and do not wait for the answer.
guest_ask() { echo "$2" >&"${guest_in[$1]}"; }

guest_do() {
	guest_ask "$1" "$2"
	guest_await "$1" || die "the guest did not answer to: $2"
}

guest_off() {
	guest_ask "$1" 'if [ $$ = 1 ]; then /opt/vm/busybox poweroff -f; else systemctl poweroff --force --force; fi'
	wait "${guest_pid[$1]}"
	unset "guest_pid[$1]"
	rm -f "/tmp/$1.in" "/tmp/$1.out"
}

# stop_all PID: stop all threads of a process, and wait until those in KVM_RUN stand still, too.
stop_all() {
	kill -STOP "$1"
	while grep -h '^State:' /proc/"$1"/task/*/status | grep -qv 'T (stopped)'; do sleep 0.1; done
}

# snapshot NAME [GUEST]: copy all files of the module to /share/NAME.txt, and KVM's own
# count of exits to NAME.kvm-exits. The guest is stopped meanwhile, so that the numbers
# do not change.
snapshot() {
	local f pid=${2:+${guest_pid[$2]}}
	[ -z "$pid" ] || stop_all "$pid"
	for f in /sys/kernel/debug/kvmtrap/*; do echo "==> $f <=="; cat "$f"; done >"/share/$1.txt"
	cat /sys/kernel/debug/kvm/*-*/exits 2>/dev/null >"/share/$1.kvm-exits"
	[ -z "$pid" ] || kill -CONT "$pid"
}
