# SPDX-License-Identifier: GPL-2.0-only
# An emulated AMD host runs its kernel with KVM in the mode that was asked for, and with the TSC
# as its clock. KVM's modules can be unloaded and loaded in the other mode. What an AMD host has
# not is refused.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/amd-host
rm -rf "$dir"
mkdir -p "$dir"
fail() { printf '%s\n' "$*"; exit 1; }
# boot KERNEL ARGUMENT...: run emu/run.sh, which must succeed.
boot() {
	"$EMU/run.sh" -k "$1" -d "$dir" "${@:2}" >"$dir/said" 2>&1 || fail "$*: $(cat "$dir/said")"
	# What it fills the cache with, and whom it waits for, it also says.
	sed -i '/^--- the emulated host/!{/^--- /d}' "$dir/said"
}
# says WHAT LINE...: all that the host has said.
says() { [ "$(cat "$dir/said")" = "$(printf '%s\n' "${@:2}")" ] || fail "$1: to be: ${*:2}; is: $(cat "$dir/said")"; }

# 5.10 has a number where others have Y or N.
npt='tr YN 10 </sys/module/kvm_amd/parameters/npt'
for kernel in $(debian_kernels amd64); do
	for mode in npt shadow; do
		on=1 other=0
		[ $mode = npt ] || on=0 other=1
		boot "$kernel" -m $mode "set -e; uname -rm; ls /dev/kvm; $npt
			cat /sys/devices/system/clocksource/clocksource0/current_clocksource
			rmmod kvm_amd; ! ls /dev/kvm 2>/dev/null; modprobe kvm_amd npt=$other; ls /dev/kvm; $npt"
		says "$kernel $mode" "$(cat "$CACHE/kernel/$kernel/release") x86_64" /dev/kvm $on tsc /dev/kvm $other
	done
done

look='lsmod | sed "/^[^k]/d; s/ .*//"; nproc; ! ls /dev/kvm 2>/dev/null'
boot 7.3-amd64 -m novirt -s 1 "$look"
says novirt kvm 1
boot 7.3-amd64 -i -a kvmtrap.kvm= "$look"
says 'no KVM' 1

# refused LINE ARGUMENT...: run.sh must not boot anything.
refused() {
	! "$EMU/run.sh" -d "$dir" "${@:2}" true >"$dir/said" 2>&1 || fail "not refused: ${*:2}"
	says "${*:2}" "run.sh: $1"
}
refused "no mode 'vhe' on the amd64 kernel 7.3-amd64; choose one of: npt shadow novirt nrips ept noept nounrestricted" -k 7.3-amd64 -m vhe
refused "no mode 'ept' on the amd64 kernel 6.12-kasan-amd64; choose one of: npt shadow novirt" -k 6.12-kasan-amd64 -m ept
refused "no mode 'npt' on the arm64 kernel 6.1; choose one of: vhe nvhe protected max novirt" -m npt
refused "-g and -c are for arm64, and 7.3-amd64 is an amd64 kernel" -k 7.3-amd64 -g 3
