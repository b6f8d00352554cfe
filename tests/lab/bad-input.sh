# SPDX-License-Identifier: GPL-2.0-only
# What cannot be done is refused with one line, before anything else is done.
. "$(dirname "$0")/../lib/lab.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
refused() { # TEXT COMMAND...
	"${@:2}" >"$work/out" 2>"$work/said" && fail "${*:2}: no error"
	# That a step has begun is no error.
	grep -v '^--- .* begins: 0 of ' "$work/said" >"$work/err"
	assert_eq "lines of ${*:2}: $(cat "$work/err")" "$(wc -l <"$work/err")" 1
	grep -q -- "$1" "$work/err" || fail "${*:2}: $(cat "$work/err")"
}
refused "no experiment 'nothing'; choose of: boot" "$TOP/lab/lab.sh" nothing
refused 'all experiments' "$TOP/lab/lab.sh" -d boot
refused 'all experiments' "$TOP/lab/lab.sh" -d -a amd64 boot
refused "unknown kernel '2.6'; choose one of: 5.10 " "$TOP/lab/lab.sh" -k 2.6 address
refused "unknown kernel '2.6'" "$TOP/demo/demo.sh" -k 2.6
refused "unknown kernel '6.1-kasan'" "$TOP/demo/demo.sh" -k 6.1-kasan
refused "unknown kernel '7.3-16k' for amd64; choose one of: 5.10-amd64 " "$TOP/demo/demo.sh" -a x86_64 -k 7.3-16k
refused "unknown kernel '6.12-amd64' for arm64; choose one of: 5.10 " "$TOP/demo/demo.sh" -a arm64 -k 6.12-amd64
refused "no host of the architecture 'mips' is emulated; choose arm64 or amd64" "$TOP/demo/demo.sh" -a mips
refused 'usage: demo.sh' "$TOP/demo/demo.sh" 6.1
# HOST and ARCH on make's command line say which host. HOST of the environment does not.
for words in HOST=amd64 ARCH=amd64; do
	assert_eq "$words" "$(make -sn -C "$TOP" demo KERNEL=6.1 $words | xargs)" "demo/demo.sh -a amd64 -k 6.1"
done
assert_eq "HOST of the environment" "$(HOST=name make -sn -C "$TOP" demo | xargs)" demo/demo.sh
chosen() { bash -c '. "$0"; choose_kernel "$@"' "$TOP/emu/lib.sh" "$@"; }
assert_eq "kernels that are chosen" \
	"$(chosen '' ''; chosen x86 ''; chosen amd64 7.3; chosen '' 7.2-amd64; chosen aarch64 7.3-16k)" \
	"$(printf '%s\n' 6.1 6.12-amd64 7.3-amd64 7.2-amd64 7.3-16k)"
refused "boot touches 8192 pages of 4 KiB, and those of 7.3-16k are larger" "$TOP/lab/lab.sh" -k 7.3-16k
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
