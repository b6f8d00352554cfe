# SPDX-License-Identifier: GPL-2.0-only
# What cannot be done is refused by one line, before anything is done.
. "$(dirname "$0")/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
refused() { # TEXT COMMAND...
	"${@:2}" >"$work/out" 2>"$work/err" && fail "${*:2}: no error"
	same "lines of ${*:2}: $(cat "$work/err")" "$(wc -l <"$work/err")" 1
	grep -q -- "$1" "$work/err" || fail "${*:2}: $(cat "$work/err")"
}
refused "no experiment 'nothing'; choose of: boot" "$TOP/lab/lab.sh" nothing
refused 'all experiments' "$TOP/lab/lab.sh" -d boot
mkdir "$work/bin"
printf '#!/bin/sh\necho Avail; echo 12\n' >"$work/bin/df"
chmod +x "$work/bin/df"
refused 'has 12 MB free, and the lab needs 500' env PATH="$work/bin:$PATH" "$TOP/lab/lab.sh" address
refused 'must run as root' setpriv --reuid=65534 env KVMTRAP_CACHE="$work" "$TOP/lab/lab.sh" address
