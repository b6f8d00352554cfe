# SPDX-License-Identifier: GPL-2.0-only
# If module signatures are enforced, the kernel refuses the unsigned module.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/signature
for kernel in 6.1 6.12-amd64; do
	ko=$("$EMU/build.sh" "$kernel")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$EMU/run.sh" -k "$kernel" -d "$dir" -a module.sig_enforce=1 'dmesg -C
		insmod kvmtrapcount.ko && echo LOADED
		dmesg | grep -i "kvmtrapcount"
		ls -d /sys/module/kvmtrapcount 2>/dev/null
		true' >"$dir/out"
	echo "$kernel:"
	cat "$dir/out"
	grep -q 'insmod: ERROR: .*: \(Key was rejected by service\|Required key not available\)' "$dir/out"
	! grep -q LOADED "$dir/out" || exit 1
done
