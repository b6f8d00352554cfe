# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the cases of tests/command/: kvmtrap on this machine, whatever it is, with
# saved states of an emulated host. Built so that it stops at memory errors.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/../vm/lib.sh"
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
# same WHAT OURS THEIRS
same() { [ "$2" = "$3" ] || fail "$1: kvmtrap $2, expected $3"; }

# sum STATE TABLE COLUMN [NAME=VALUE ...]: straight from the text of a state.
sum() {
	awk -v table="$2" -v want="$3" -v filter="${*:4}" '
		$1 == "kvmtrap" { inside = $2 == table; getline; for (i in c) delete c[i]
			for (i = 1; i <= NF; i++) c[$i] = i
			n = split(filter, f, " "); next }
		!inside { next }
		{ for (i = 1; i <= n; i++) { split(f[i], kv, "="); if ($c[kv[1]] != kv[2]) next }
			sum += $c[want] }
		END { printf "%.0f\n", sum }' "$1"
}
