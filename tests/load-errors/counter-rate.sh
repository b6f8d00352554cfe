# SPDX-License-Identifier: GPL-2.0-only
# The device tree says another rate of the counter than the firmware does: the kernel
# believes the device tree, and so do times. Between two readings of them passes what passes
# for the host.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/check/counter-rate
fail() { printf '%s\n' "$*"; cat "$dir/out"; exit 1; }
rm -rf "$dir"
mkdir -p "$dir"
cp "$("$EMU/build.sh" 6.1)" "$("$EMU/userspace.sh" trapgen)" "$dir/"
# The firmware says 62.5 MHz: by that all times would be a fifth too short.
cat >"$dir/read-twice" <<'END'
at() { awk -v what="$1" '{ printf "%s %.0f\n", what, $1 * 1e9 }' /proc/uptime; }
at before; cat /sys/kernel/debug/kvmtrap/times; at after
sleep 2
at before; cat /sys/kernel/debug/kvmtrap/times; at after
END
"$EMU/run.sh" -c 50000000 -d "$dir" 'dmesg -C
	insmod kvmtrapcount.ko times=1 || exit
	dmesg | grep "kvmtrapcount: the firmware"
	./trapgen hvc 10 --then "sh read-twice"' >"$dir/out" || fail "the host: status $?"
grep -qE "calls the counter.s rate 62500000 Hz, but it is about (49|50)[0-9]{6} Hz" "$dir/out" || fail "the module does not tell the rate"
# /proc/uptime has hundredths of a second.
awk '$1 == "before" { before[++n] = $2 }
	$1 == "after" { after[n] = $2 }
	$1 == "vm" { for (i = 1; i <= NF; i++) if ($i == "total_ns") column = i }
	n && column && $1 == 1 { total[n] = $column }
	END {
		told = total[2] - total[1]; least = before[2] - after[1] - 1e7; most = after[2] - before[1] + 1e7
		printf "%.0f ns told, from %.0f to %.0f ns passed\n", told, least, most
		exit !(least > 1e9 && told >= least && told <= most)
	}' "$dir/out" || fail "times are not those of the host"
