#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# demo.sh - the main job, on any x86-64 or arm64 Debian or Ubuntu machine: an
# emulated ARMv8 host on Debian 12's kernel loads the module, boots Debian in a
# guest under KVM, and shows what the guest's life costs in exits.
set -euo pipefail
. "$(dirname "$0")/../tests/vm/lib.sh"

kernel=6.1
dir=$BUILD/demo
started=$SECONDS
rm -rf "$dir"
mkdir -p "$dir/extra/role"

# Whatever is not in the cache yet; each says what it fetches.
"$VM_DIR/initramfs.sh" $kernel
need_tools cpio:cpio
ko=$("$VM_DIR/build.sh" $kernel)

say "building the sample programs"
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
mkdir -p "$BUILDROOT/src/demo"
cp "$TOP"/demo/*.[ch] "$BUILDROOT/src/demo/"
for program in mem io; do
	chroot "$BUILDROOT" ${cross}gcc -static -O1 -Wall -Wextra -o /src/demo/$program /src/demo/$program.c
	cp "$BUILDROOT/src/demo/$program" "$dir/extra/role/"
done
cp "$TOP"/demo/{guest-agent,kvmtrap-agent.service} "$dir/extra/role/"
chmod +x "$dir"/extra/role/{guest-agent,mem,io}
cp "$ko" "$TOP"/demo/{host-job,table} "$dir/"
cp "$CACHE/kernel/$kernel/vmlinuz" "$dir/guest-vmlinuz"
{
	cat "$CACHE/kernel/$kernel/initramfs"
	(cd "$dir/extra" && find . | cpio --quiet -o -H newc -R 0:0 | gzip -1)
} >"$dir/guest-initramfs"

say "booting the emulated ARMv8 host (its serial log: $dir/host.log)"
status=0
"$VM_DIR/run.sh" -k $kernel -d "$dir" -t 600 'bash /share/host-job' || status=$?
cat <<END

The host's serial log:    $dir/host.log
The guest's serial log:   $dir/guest.log
The four snapshots:       $dir/{0-before,1-boot,2-mem,3-io}.txt
This took $((SECONDS - started)) s.
END
exit $status
