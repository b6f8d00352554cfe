# SPDX-License-Identifier: GPL-2.0-only
# If the kernel of an x86 host does not trust the TSC, the module says so in one line, and its
# times are right: no less than what passed for the VMM, and no more than for the host.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/tsc-not-trusted
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.12-amd64)" "$("$EMU/userspace.sh" trapgen amd64)" "$dir/"
"$EMU/run.sh" -k 6.12-amd64 -a tsc=unstable -d "$dir" 'dmesg -C
	insmod kvmtrapcount.ko times=1 || exit
	dmesg | grep "kvmtrapcount: the kernel does not trust the TSC"
	awk "{ print \"begun\", \$1 * 1e9 }" /proc/uptime
	./trapgen spin 500 --then "cat /sys/kernel/debug/kvmtrap/times"
	awk "{ print \"ended\", \$1 * 1e9 }" /proc/uptime' >"$dir/out"
cat "$dir/out"
[ "$(grep -c 'kvmtrapcount: the kernel does not trust the TSC: times come from its own clock' "$dir/out")" -eq 1 ]
awk '$1 == "begun" || $1 == "ended" { when[$1] = $2 }
	$3 == "ns" { ran = $4 }
	$1 == "vm" { for (i = 1; i <= NF; i++) if ($i == "total_ns") column = i }
	column && $1 == 1 { total = $column }
	END {
		printf "%d ns in KVM_RUN, %d ns told, %d ns passed\n", ran, total, when["ended"] - when["begun"]
		# The clock of /proc has hundredths only.
		exit !(ran > 0 && total >= ran && total <= when["ended"] - when["begun"] + 20000000)
	}' "$dir/out"
