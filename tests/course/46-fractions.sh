# SPDX-License-Identifier: GPL-2.0-only
# Row 46: the guest time that the module measures is 70:30, or another fraction, within 2 %.
# needs: icount
. "$(dirname "$0")/../lib/host.sh"
load_module times=1
grep -q kvmtrap.icount /proc/cmdline || skip "time is only exact where instructions are counted: course/KERNEL:MODE-icount"
for frac in 70:30 50:50 1:9 25:75; do
	# What else runs on this CPU takes its time from one of the quanta: emu/host-init's beat, which runs
	# once a second, took 5 of the 50 ms. At a higher priority the VMM is not interrupted.
	chrt -f 10 $HERE/matrix timer $HERE/spin.bin $HERE/spin.bin -n 10 -q 5000 -f $frac \
		--then "cat $K/times >$WORK/times" >"$WORK/out" || fail "matrix"
	rows "$WORK/times" 'col("now") != "ended" { print col("guest_ns") }' >"$WORK/ns"
	awk -v frac=$frac '{ ns[NR] = $1 } END { split(frac, f, ":"); share = 100 * ns[1] / (ns[1] + ns[2])
		want = 100 * f[1] / (f[1] + f[2]); printf "%s: %.2f %% of guest time, asked for %.2f %%\n", frac, share, want
		exit NR != 2 || share < want - 2 || share > want + 2 }' "$WORK/ns" || fail "$(cat "$WORK/out")"
done
for bad in 70 0:30 70:x 1001:1 : -1:2 70:40 100:0; do
	$HERE/matrix timer $HERE/spin.bin $HERE/spin.bin "--fractions=$bad" >/dev/null 2>"$WORK/err"
	assert_eq "status of --fractions=$bad" $? 64
	grep -q '^matrix: ' "$WORK/err" || fail "$bad: $(cat "$WORK/err")"
done
