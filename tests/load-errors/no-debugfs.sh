# SPDX-License-Identifier: GPL-2.0-only
# If debugfs is switched off, or kept from userspace, loading fails with EPERM and one line.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/no-debugfs
for on in 6.1:off 6.1:no-mount 6.12-amd64:off 6.12-amd64:no-mount; do
	kernel=${on%:*}
	ko=$("$EMU/build.sh" "$kernel")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$EMU/run.sh" -k "$kernel" -d "$dir" -a "debugfs=${on#*:}" 'dmesg -C
		insmod kvmtrapcount.ko && echo LOADED
		dmesg | grep "kvmtrapcount: "
		ls -d /sys/module/kvmtrapcount 2>/dev/null
		true' >"$dir/out"
	echo "$on:"
	cat "$dir/out"
	sed -i '/verification failed\|loading out-of-tree/d' "$dir/out"
	grep -q 'insmod: ERROR: .*: Operation not permitted' "$dir/out"
	grep -q 'debugfs: is it switched off' "$dir/out"
	[ "$(wc -l <"$dir/out")" -eq 2 ]
done
