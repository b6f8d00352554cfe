# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of tests/command/. They run kvmtrap on this machine, with saved states of an
# emulated host. It is built so that it stops at memory errors.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../../emu/lib.sh"
. "$EMU/table.sh"
STATES=$TOP/tests/command/states
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

need_tools gcc:gcc make:make pkg-config:pkgconf jq:jq
pkg-config --exists jansson ncursesw libtracecmd libtracefs ||
	install_packages libjansson-dev libncurses-dev libtracecmd-dev libtracefs-dev libtraceevent-dev
mkdir -p "$BUILD/command"
make -s -C "$TOP/userspace/kvmtrap" O="$BUILD/command" \
	CFLAGS='-O1 -g -Werror -fsanitize=address,undefined -fno-sanitize-recover=all' >&2
KVMTRAP=$BUILD/command/kvmtrap

fail() { printf '%s\n' "$*"; exit 1; }
# assert_eq WHAT ACTUAL EXPECTED: fail if the two are not equal.
assert_eq() { [ "$2" = "$3" ] || fail "$1: $2, expected $3"; }

# become STATE: make the files of this host those of STATE, for on_host.
become() {
	awk '/^kvmtrap / { f = "/sys/kernel/debug/kvmtrap/" $2; if (!seen[f]++) printf "" > f } { print >> f }' "$1"
	rm -f /sys/kernel/debug/kvmtrap/{host,names}
}
# on_host STATE SCRIPT ARGUMENT...: run SCRIPT in bash, as on a host whose module shows
# STATE. Only the script sees the mounts. They go away with it.
on_host() {
	# shellcheck disable=SC2016 # the inner shell's
	unshare --mount --propagation private bash -euc '
		mount -t tmpfs none /sys/kernel && mkdir -p /sys/kernel/debug/kvmtrap
		mount -t tmpfs none /sys/module && mkdir -p /sys/module/kvmtrapcount/parameters
		become "$1"
		eval "$2"' on_host "$1" "$2" "${@:3}"
}
can_mount() { unshare --mount mount -t tmpfs none /mnt 2>/dev/null; }
export -f become
export KVMTRAP STATES WORK
