# SPDX-License-Identifier: GPL-2.0-only
# If debugfs is switched off, or kept from userspace, loading fails with EPERM and one line.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
ko=$("$EMU/build.sh" 6.1)
dir=$BUILD/check/no-debugfs
rm -rf "$dir"
mkdir -p "$dir"
cp "$ko" "$dir/"
for how in off no-mount; do
	"$EMU/run.sh" -d "$dir" -a debugfs=$how 'dmesg -C
		insmod kvmtrapcount.ko && echo LOADED
		dmesg | grep "kvmtrapcount: cannot"
		ls -d /sys/module/kvmtrapcount 2>/dev/null
		true' >"$dir/out"
	cat "$dir/out"
	grep -q 'insmod: ERROR: .*: Operation not permitted' "$dir/out"
	grep -q 'debugfs: is it switched off' "$dir/out"
	[ "$(wc -l <"$dir/out")" -eq 2 ]
done
