# SPDX-License-Identifier: GPL-2.0-only
# On a host without memory for max_vcpus records and their times, loading fails with ENOMEM and one line.
# Nothing is left behind, and no process has ended for want of memory. With fewer it loads.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/no-memory
fail() { printf '%s\n' "$*"; cat "$dir/out"; exit 1; }
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.1)" "$dir/"
cat >"$dir/load" <<'END'
dmesg -C
insmod kvmtrapcount.ko max_vcpus=65536 times=1 hot=1 && echo LOADED
ls -d /sys/module/kvmtrapcount /sys/kernel/debug/kvmtrap 2>/dev/null
dmesg | grep -iE "kvmtrapcount: |oom|out of memory|killed process"
dmesg -C
insmod kvmtrapcount.ko max_vcpus=1024 times=1 hot=1 || echo REFUSED
dmesg | grep -iE "kvmtrapcount: |oom|out of memory|killed process"
true
END
# It would take 720 MB.
"$EMU/run.sh" -d "$dir" -a mem=560M 'sh load' >"$dir/out" 2>&1 || fail "the host: status $?"
sed -i '/verification failed\|loading out-of-tree/d' "$dir/out"
cat "$dir/out"
[ "$(wc -l <"$dir/out")" -eq 3 ] || fail "more or fewer lines"
grep -q 'insmod: ERROR: .*: Cannot allocate memory' "$dir/out" || fail "not ENOMEM"
grep -q 'kvmtrapcount: no memory for .*65536 vCPUs.*: try a smaller max_vcpus' "$dir/out" || fail "no line that says so"
grep -q 'kvmtrapcount: version .* room for 1024 vCPUs' "$dir/out" || fail "it does not load"
