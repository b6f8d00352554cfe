# SPDX-License-Identifier: GPL-2.0-only
# Many CPUs that contend for return probes (kernels before 6.7): loading says
# which attachment to use; not with it, and not on a kernel where they do not.
set -euo pipefail
. "$(dirname "$0")/../vm/lib.sh"
lines() {
	local kernel=$1 dir=$BUILD/check/many-cpus ko
	ko=$("$VM_DIR/build.sh" "$kernel")
	rm -rf "$dir"
	mkdir -p "$dir"
	cp "$ko" "$dir/"
	"$VM_DIR/run.sh" -k "$kernel" -s 8 -d "$dir" "insmod kvmtrapcount.ko $2 && dmesg" >"$dir/out"
	grep -c 'kvmtrapcount: .*load with attach=tracepoint' "$dir/out" || true
}
same() { [ "$2" = "$3" ] || die "$1: $2 lines, expected $3"; }
same "6.1 with return probes" "$(lines 6.1 '')" 1
same "6.1 with tracepoints" "$(lines 6.1 attach=tracepoint)" 0
same "7.2 with return probes" "$(lines 7.2 '')" 0
