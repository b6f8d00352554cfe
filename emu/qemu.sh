# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# The part of run.sh for hosts that QEMU emulates: emulate_ARCH, which also adds words to the
# kernel's command line, boot_by_uefi, make_command, and emulated.

# virtualization=on gives an ARMv8 host an EL2, and so a working KVM. The mode chooses -cpu, as
# a CPU model has VHE or has not. It chooses no cortex-a57: because of its erratum 834220,
# kernels as new as 7.2 never leave EL2 when a table walk faults.
emulate_arm64() {
	local el2=on
	case $mode in
	vhe) cpu=cortex-a76 ;;
	max) cpu=max,pauth-impdef=on ;;
	novirt) cpu=cortex-a76 el2=off ;;
	nvhe) cpu=cortex-a72 ;;
	protected) cpu=cortex-a72 words="kvm-arm.mode=protected $words" ;;
	esac
	# Because of KASLR the kernel would switch tables at each entry and exit (KPTI), for which QEMU forgets
	# all translations: what the host runs would take up to four times as long.
	words="kpti=off $words"
	# A cortex-a72 has no pages of 16 KiB. The cortex-a76 has VHE, which KVM is told not to use.
	case $kernel:$mode in
	*-16k:nvhe) cpu=cortex-a76 words="kvm-arm.mode=nvhe $words" ;;
	*-16k:protected) cpu=cortex-a76 ;;
	esac
	qemu=qemu-system-aarch64 package=qemu-system-arm threads=multi
	machine=virt,virtualization=$el2,gic-version=${gic:-3} console=ttyAMA0
}

# An AMD host runs all its CPUs in one thread of QEMU's. With several, one may execute code that
# another is patching: kernels die of it. Its kernel is told to keep the TSC as its clock, and not
# to look whether timer interrupts arrive. Both checks take it for granted that no CPU stands
# still meanwhile, as one does here when this machine is busy.
emulate_amd64() {
	case $mode in
	npt) cpu=EPYC,+svm,+npt words="kvmtrap.kvm=kvm_amd,npt=1 $words" ;;
	shadow) cpu=EPYC,+svm,+npt words="kvmtrap.kvm=kvm_amd,npt=0 $words" ;;
	novirt) cpu=EPYC,-svm words="kvmtrap.kvm=kvm $words" ;;
	esac
	words="tsc=reliable no_timer_check $words"
	qemu=qemu-system-x86_64 package=qemu-system-x86 threads=single machine=q35 console=ttyS0
}

# boot_by_uefi APPEND: set boot to what lets the firmware in the folder $uefi start what is in its esp/,
# on a disk of its own. GRUB finds there the kernel and the initramfs. On amd64 only the firmware can
# write its variables, as it does so in SMM. arm64 has nothing like it here.
boot_by_uefi() {
	local esp=$uefi/esp
	need_tools mformat:mtools
	cp "$CACHE/kernel/$kernel/vmlinuz" "$esp/vmlinuz"
	cp "$initramfs" "$esp/initrd"
	mkdir -p "$esp/EFI/debian"
	printf '%s\n' "linux /vmlinuz $1" "initrd /initrd" boot >"$esp/EFI/debian/grub.cfg"
	truncate -s 64M "$uefi/esp.new"
	mformat -i "$uefi/esp.new" -F ::
	mcopy -i "$uefi/esp.new" -s "$esp"/* ::
	mv "$uefi/esp.new" "$uefi/esp.img"
	# shellcheck disable=SC2054 # QEMU's options have commas
	boot=(-drive "if=pflash,unit=0,format=raw,readonly=on,file=$uefi/code.fd"
		-drive "if=pflash,unit=1,format=raw,snapshot=on,file=$uefi/vars.fd"
		-drive "if=virtio,format=raw,readonly=on,file=$uefi/esp.img")
	[ "$arch" != amd64 ] || boot+=(-M smm=on -global "driver=cfi.pflash01,property=secure,value=on")
}

# make_command: set command to what runs the host.
make_command() {
	local clock=(-accel "tcg,thread=$threads") net=() boot kept=() append
	# QEMU translates a program anew where it lies at other addresses. That would take longer than most
	# programs run.
	append="console=$console loglevel=7 panic=-1 norandmaps $words"
	cpus=${cpus:-2}
	need_tools "$qemu:$package"
	[ -z "$icount" ] || clock=(-accel tcg -icount shift=0)
	[ -z "$port" ] || net=(-netdev "user,id=net,hostfwd=tcp:127.0.0.1:$port-:9100"
		-device "virtio-net-pci,netdev=net,romfile=")
	[ -z "$keep" ] || kept=(-drive "file=$keep,format=raw,if=virtio,cache=unsafe")
	boot=(-kernel "$CACHE/kernel/$kernel/vmlinuz" -initrd "$initramfs" -append "$append")
	[ -z "$uefi" ] || boot_by_uefi "$append"
	# It is never accelerated by a KVM of this machine: what a host is and does is the same everywhere.
	# shellcheck disable=SC2054 # QEMU's options have commas
	command=("$qemu"
		-M "$machine" -cpu "$cpu" -smp "$cpus" -m 2G
		"${clock[@]}" -nodefaults -display none -no-reboot
		-serial "file:$dir/host.log"
		-drive "file=${disk:-$CACHE/root$(arch_suffix "$arch").ext4},format=raw,if=virtio,readonly=on"
		"${kept[@]}" "${boot[@]}"
		-fsdev "local,id=share,path=$dir,security_model=none"
		-device "virtio-9p-pci,fsdev=share,mount_tag=share" "${net[@]}")
	[ -n "$rate" ] || return 0
	need_tools fdtput:device-tree-compiler
	"${command[@]:0:9}" -M "dumpdtb=$dir/host.dtb" -nodefaults -display none >"$dir/emulator.log" 2>&1
	fdtput -t u "$dir/host.dtb" /timer clock-frequency "$rate"
	command+=(-dtb "$dir/host.dtb")
}

# emulated STATUS: the emulator has ended. Say what it has said, if that is of interest.
emulated() {
	[ "$1" -eq 0 ] || sed '/terminating on signal/d; /TCG doesn.t support requested/d' "$dir/emulator.log"
}
