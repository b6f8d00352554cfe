# SPDX-License-Identifier: GPL-2.0-only
# What cannot be done is refused with one line, before anything else is done.
. "$(dirname "$0")/../lib/lab.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
refused() { # TEXT COMMAND...
	"${@:2}" >"$work/out" 2>"$work/err" && fail "${*:2}: no error"
	assert_eq "lines of ${*:2}: $(cat "$work/err")" "$(wc -l <"$work/err")" 1
	grep -q -- "$1" "$work/err" || fail "${*:2}: $(cat "$work/err")"
}
refused "no experiment 'nothing'; choose of: boot" "$TOP/lab/lab.sh" nothing
refused 'all experiments' "$TOP/lab/lab.sh" -d boot
refused 'on arm64' "$TOP/lab/lab.sh" -d -k 6.12-amd64
refused "no experiment 'boot'; choose of: ownvmm matrix" "$TOP/lab/lab.sh" -k 6.12-amd64 boot
refused "unknown kernel '6.13-amd64'" "$TOP/lab/lab.sh" -k 6.13-amd64 ownvmm
refused "unknown kernel '2.6'; choose one of: 5.10 " "$TOP/lab/lab.sh" -k 2.6 address
refused "unknown kernel '2.6'" "$TOP/demo/demo.sh" 2.6
refused "unknown kernel '6.1-kasan'" "$TOP/demo/demo.sh" 6.1-kasan
refused "unknown kernel '6.1 7.2'" "$TOP/lab/lab.sh" -k '6.1 7.2' address
mkdir "$work/bin"
printf '#!/bin/sh\necho Avail; echo 12\n' >"$work/bin/df"
chmod +x "$work/bin/df"
without_space() { # WHAT COMMAND...
	refused "has 12 MB free, and $1 needs" env PATH="$work/bin:$PATH" KVMTRAP_CACHE="$work/cache" "${@:2}"
}
without_space 'the lab' "$TOP/lab/lab.sh" address
without_space 'the build root' "$TOP/emu/kernel.sh" 6.1
without_space 'the build root' "$TOP/demo/demo.sh"
refused 'must run as root' setpriv --reuid=65534 env KVMTRAP_CACHE="$work" "$TOP/lab/lab.sh" address
