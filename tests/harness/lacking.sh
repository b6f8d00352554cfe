# SPDX-License-Identifier: GPL-2.0-only
# A case none of whose programs the host could run is skipped, and does not pass: it has tested nothing.
# Nor does one pass that failed besides. The host is played here.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/lib"
cp "$TOP"/tests/lib/{host.sh,compare.awk} "$EMU/table.sh" "$work/lib/"
printf '#!/bin/bash\necho "trapgen: this host has no $1" >&2\n[ "$1" != hvc ] || exit 0\nexit 3\n' >"$work/trapgen"
printf '#!/bin/bash\nexit 0\n' >"$work/awk"
chmod +x "$work/trapgen" "$work/awk"
# case_of STATUS SAID SCRIPT: a case that does SCRIPT ends with this status, and its last line is SAID.
# What is somebody's (SPARE) is not touched.
case_of() {
	local status=0
	PATH=$work:$PATH SPARE=$work/ours setsid -w bash -c ". $work/lib/host.sh; $3" >"$work/out" 2>/dev/null || status=$?
	[ "$status" -eq "$1" ] && [ "$(tail -n 1 "$work/out")" = "$2" ] ||
		{ echo "$3: status $status, expected $1: $(cat "$work/out")"; exit 1; }
}
case_of 0 '' 'exact hvc'
case_of 0 '' 'exact hvc; exact sgi'
case_of 0 '' true
case_of 4 'SKIP: this host lacks what all of these need' 'exact sgi; exact gic 5'
case_of 4 'SKIP: this host lacks what all of these need' 'exact sgi; skip_if_none_ran; exit 9'
case_of 1 '  wrong' 'exact sgi; fail wrong'
