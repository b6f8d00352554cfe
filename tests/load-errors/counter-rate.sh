# SPDX-License-Identifier: GPL-2.0-only
# The device tree says another rate of the counter than the firmware does: the kernel
# believes the device tree, and so do times, within what passed for the VMM and for
# the host.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/counter-rate
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.1)" "$("$EMU/userspace.sh" trapgen)" "$dir/"
# The firmware says 62.5 MHz: by that all times would be a fifth too short.
"$EMU/run.sh" -c 50000000 -d "$dir" 'dmesg -C
	insmod kvmtrapcount.ko times=1 || exit
	dmesg | grep "kvmtrapcount: the firmware"
	awk "{ print \"begun\", \$1 * 1e9 }" /proc/uptime
	./trapgen spin 500 --then "cat /sys/kernel/debug/kvmtrap/times"
	awk "{ print \"ended\", \$1 * 1e9 }" /proc/uptime' >"$dir/out"
grep -q 'calls the counter.s rate 62500000 Hz, but it is about [45][09][0-9]* Hz' "$dir/out"
awk '$1 == "begun" || $1 == "ended" { when[$1] = $2 }
	$3 == "ns" { ran = $4 }
	$1 == "vm" { for (i = 1; i <= NF; i++) if ($i == "total_ns") column = i }
	column && $1 == 1 { total = $column }
	END {
		printf "%d ns in KVM_RUN, %d ns told, %d ns passed\n", ran, total, when["ended"] - when["begun"]
		exit !(ran > 0 && total >= ran && total <= when["ended"] - when["begun"])
	}' "$dir/out"
