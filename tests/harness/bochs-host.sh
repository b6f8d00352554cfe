# SPDX-License-Identifier: GPL-2.0-only
# A host that bochs emulates is like one of QEMU's for those who use it: its command's output to
# the byte, its status, and what it leaves in the shared folder. Its kernel has KVM in the mode
# that was asked for. A host whose kernel panics ends, and does not boot again, and one that
# is stuck is ended. What it has not is refused.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/bochs-host
rm -rf "$dir"
mkdir -p "$dir/sub"
fail() { printf '%s\n' "$*"; exit 1; }
# ended STATUS ARGUMENT...: run emu/run.sh, which must end with STATUS.
ended() {
	local status=0
	"$EMU/run.sh" -d "$dir" "${@:2}" >"$dir/said" 2>&1 || status=$?
	# What it fills the cache with, and whom it waits for, it also says.
	sed -i '/^--- the emulated host/!{/^--- /d}' "$dir/said"
	[ $status -eq "$1" ] || fail "${*:2}: status $status, expected $1: $(cat "$dir/said")"
}
# says WHAT LINE...: all that the host has said.
says() { [ "$(cat "$dir/said")" = "$(printf '%s\n' "${@:2}")" ] || fail "$1: to be: ${*:2}; is: $(cat "$dir/said")"; }

parameter='cd /sys/module/kvm_amd/parameters; tr YN 10'
echo 'from outside' >"$dir/sub/file"
# bochs writes its screen to a terminal: somebody reads it, however much that is.
ended 7 -k 7.3-amd64 -m nrips "head -c 200000 /dev/urandom | od -An -tx1 -w26 >/dev/tty1
	uname -r; nproc; ls /dev/kvm
	(cat sub/file; echo 'from inside' >sub/new; printf '\1\r\t\377\n' | tee bytes)
	cat /sys/devices/system/clocksource/clocksource0/current_clocksource
	($parameter <npt; $parameter <nrips); exit 7"
says nrips "$(cat "$CACHE/kernel/7.3-amd64/release")" 1 /dev/kvm 'from outside' $'\1\r\t\377' tsc 1 1
[ "$(cat "$dir/sub/new")" = 'from inside' ] || fail "the new file: $(cat "$dir/sub/new")"
printf '\1\r\t\377\n' | cmp - "$dir/bytes"
grep -q 'kvm_amd: Nested Paging enabled' "$dir/dmesg" || fail "dmesg: $(tail -n 3 "$dir/dmesg")"

ended 125 -k 6.12-amd64 -m nrips -a rdinit=/nowhere true
grep -q 'Kernel panic' "$dir/host.log" || fail "no panic: $(tail -n 3 "$dir/host.log")"
[ "$(grep -c 'Kernel command line' "$dir/host.log")" = 1 ] || fail "it has booted again"
grep -q '3rd (.*) exception' "$dir/said" || fail "why it ended: $(cat "$dir/said")"
STUCK=100 ended 125 -k 6.12-amd64 -m nrips -a 'panic=0 rdinit=/nowhere' true
grep -q '^--- the emulated host is stuck: nothing has moved for 100 s; last seen: \[' "$dir/said" ||
	fail "how it ended: $(cat "$dir/said")"
! pgrep -f "$dir/bochs/bochsrc" >/dev/null || fail "bochs is still there"

# refused LINE ARGUMENT...: run.sh must not boot anything.
refused() {
	ended 1 -k 7.3-amd64 "${@:2}" true
	says "${*:2}" "run.sh: $1"
}
refused '-s 2: a host that bochs emulates has one CPU (mode nrips)' -m nrips -s 2
refused '-p: a host that bochs emulates has no network (mode nrips)' -m nrips -p 9100
