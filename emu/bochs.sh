# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The part of run.sh for hosts that bochs emulates: emulate_ARCH, which also adds words to the
# kernel's command line, make_command, and emulated. QEMU is ten times as fast, but its SVM has
# no next-RIP saving, and it has no VMX.
#
# bochs has nothing of virtio. The root file system is a disk, which it never writes. The shared
# folder is a tar archive on a second disk: the host unpacks it, and when all is over it puts
# there what is new. What has to be seen at once leaves it by serial lines.

# A clock of bochs counts instructions, so that seconds grow by themselves on a slow machine. A
# host that reboots would run its job again: so it ends in a triple fault, and bochs with it.
emulate_amd64() {
	[ -z "$port" ] || die "-p: a host that bochs emulates has no network (mode $mode)"
	[ "${cpus:=1}" = 1 ] || die "-s $cpus: a host that bochs emulates has one CPU (mode $mode)"
	case $mode in
	nrips) cpu=trinity_apu words="kvmtrap.kvm=kvm_amd,npt=1 $words" ;;
	ept) cpu=corei7_haswell_4770 words="kvmtrap.kvm=kvm_intel,ept=1 $words" ;;
	noept) cpu=corei7_haswell_4770 words="kvmtrap.kvm=kvm_intel,ept=0 $words" ;;
	nounrestricted) cpu=corei7_haswell_4770 words="kvmtrap.kvm=kvm_intel,unrestricted_guest=0 $words" ;;
	esac
	icount=1
	words="kvmtrap.bochs reboot=triple tsc=reliable no_timer_check nokaslr $words"
	words="mitigations=off cryptomgr.notests $words"
}

# in_bochsroot PROGRAM ARGUMENT...: run a program of the bochs root, by the loader and with the
# libraries that are there: no chroot is needed.
in_bochsroot() {
	local lib
	lib=$BOCHSROOT/usr/lib/$(triple "$HOST_ARCH")
	LTDL_LIBRARY_PATH=$lib/bochs/plugins TERMINFO=$BOCHSROOT/usr/share/terminfo TERM=xterm \
		exec "$lib"/ld-linux-*.so.? --library-path "$lib:$lib/pulseaudio" "$BOCHSROOT/usr/bin/$1" "${@:2}"
}

# with_screen COMMAND ...: become bochs, which writes its screen to a pseudo-terminal that it opens
# itself. It stands still when that is full, after some minutes: so somebody has to read it.
with_screen() {
	read_screen $$ </dev/null >/dev/null 2>&1 &
	"$@"
}
read_screen() {
	local screen=''
	until screen=$(sed -n 's/^tty-index:[[:space:]]*//p' "/proc/$1"/fdinfo/* | head -n 1); [ -n "$screen" ]; do
		kill -0 "$1" || return
		sleep 0.2
	done
	# A terminal that echoes would give bochs as typed what bochs has written.
	stty -F "/dev/pts/$screen" raw -echo
	exec cat "/dev/pts/$screen"
}

# make_disc DIR: put a disc with the kernel into DIR. It is not compressed twice: the host would
# unpack it more slowly than this machine does.
make_disc() {
	mkdir "$1/disc"
	cp "$BOCHSROOT/usr/lib/ISOLINUX/isolinux.bin" "$BOCHSROOT/usr/lib/syslinux/modules/bios/ldlinux.c32" \
		"$CACHE/kernel/$kernel/vmlinuz" "$1/disc/"
	gzip -dc "$initramfs" >"$1/disc/initrd.img"
	printf '%s\n' 'default linux' 'prompt 0' 'label linux' ' kernel vmlinuz' ' initrd initrd.img' \
		" append console=ttyS0 loglevel=6 panic=-1 $words" >"$1/disc/isolinux.cfg"
	(in_bochsroot xorriso -as mkisofs -quiet -o "$1/disc.iso" -b isolinux.bin -c boot.cat \
		-no-emul-boot -boot-load-size 4 -boot-info-table "$1/disc") >"$1/xorriso.log" 2>&1 ||
		die "cannot make a disc; see $1/xorriso.log"
	rm -r "$1/disc"
}

# make_command: set command to what runs the host.
make_command() {
	local own=$dir/bochs
	"$EMU/bochsroot.sh"
	rm -rf "$own"
	mkdir "$own"
	make_disc "$own"
	tar -c -f "$own/share" -C "$dir" --exclude=./bochs .
	# There is room for what the host has to say. It takes space when it is used.
	truncate -s "$(($(stat -c %s "$own/share") + (256 << 20)))" "$own/share"
	cat >"$own/bochsrc" <<-END
		plugin_ctrl: speaker=0
		config_interface: textconfig
		display_library: term
		megs: 1024
		cpu: model=$cpu, count=1, ips=100000000, reset_on_triple_fault=0, ignore_bad_msrs=1
		romimage: file="$BOCHSROOT/usr/share/bochs/BIOS-bochs-latest"
		vgaromimage: file="$BOCHSROOT/usr/share/vgabios/vgabios.bin"
		ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
		ata0-master: type=disk, path="$CACHE/root$(arch_suffix "$arch").ext4", mode=volatile, journal="$own/root"
		ata0-slave: type=disk, path="$own/share", mode=flat
		ata1: enabled=1, ioaddr1=0x170, ioaddr2=0x370, irq=15
		ata1-master: type=cdrom, path="$own/disc.iso", status=inserted
		boot: cdrom
		com1: enabled=1, mode=file, dev="$dir/host.log"
		com2: enabled=1, mode=file, dev="$dir/output"
		com3: enabled=1, mode=file, dev="$dir/beat"
		clock: sync=none, time0=utc
		log: "$own/log"
		panic: action=fatal
		error: action=report, cpu0=ignore
		info: action=report
		debug: action=ignore
	END
	# It wants a terminal.
	export -f in_bochsroot triple with_screen read_screen
	export BOCHSROOT HOST_ARCH SHELL=/bin/bash
	command=(script -qec "with_screen in_bochsroot bochs-bin -q -f $(printf %q "$own/bochsrc")" /dev/null)
}

# emulated STATUS: bochs has ended. Put what the host leaves into the folder, and say why it
# ended, if it has not been switched off. One that did not get to its end leaves what it was given.
# The clock in there is not that of this machine.
emulated() {
	! tar -t -f "$dir/bochs/share" ./status >/dev/null 2>&1 || tar -x -m -f "$dir/bochs/share" -C "$dir"
	rm -f "$dir"/bochs/{disc.iso,share,root*}
	sed -n 's/.*\(stuck: \)/\1/p' "$dir/emulator.log"
	sed -n '/soft power off/d; s/.*>>PANIC<</bochs:/p' "$dir/bochs/log"
}
