# SPDX-License-Identifier: GPL-2.0-only
# If module signatures are enforced, the kernel refuses the unsigned module.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
ko=$("$EMU/build.sh" 6.1)
dir=$BUILD/check/signature
rm -rf "$dir"
mkdir -p "$dir"
cp "$ko" "$dir/"
"$EMU/run.sh" -d "$dir" -a module.sig_enforce=1 'dmesg -C
	insmod kvmtrapcount.ko && echo LOADED
	dmesg | grep -i "kvmtrapcount"
	ls -d /sys/module/kvmtrapcount 2>/dev/null
	true' >"$dir/out"
cat "$dir/out"
grep -q 'insmod: ERROR: .*: \(Key was rejected by service\|Required key not available\)' "$dir/out"
! grep -q LOADED "$dir/out"
