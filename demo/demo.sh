#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# demo.sh - the demo, on any x86-64 or arm64 Debian or Ubuntu machine: an emulated
# ARMv8 host loads the module, boots Debian in a guest under KVM, and shows how many
# exits of which class the guest takes.
#
#   demo.sh [KERNEL]   a kernel of Debian in emu/kernels.tsv (6.1)
set -euo pipefail
. "$(dirname "$0")/../emu/lib.sh"

kernel=${1:-6.1}
check_debian_kernel "$kernel"
dir=$BUILD/demo
started=$SECONDS
rm -rf "$dir"
mkdir -p "$dir"
"$TOP/emu/prepare.sh" "$kernel" "$dir" "$TOP"/demo/*.c
cp "$TOP"/demo/{host-job,table} "$dir/"

say "booting the emulated ARMv8 host (its serial log: $dir/host.log)"
status=0
"$EMU/run.sh" -k "$kernel" -d "$dir" -t 3600 'bash /share/host-job' || status=$?
cat <<END

The host's serial log:    $dir/host.log
The guest's serial log:   $dir/guest.log
The four snapshots:       $dir/{0-before,1-boot,2-mem,3-io}.txt
This took $((SECONDS - started)) s.
END
exit $status
