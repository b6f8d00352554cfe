# SPDX-License-Identifier: GPL-2.0-only
# Readers that take a byte at a time, seek, stop half-way or ask for much.
. "$(dirname "$0")/lib.sh"
load
exact mixed 30 --vcpus=3
for f in summary vms vcpus reasons userspace health; do
	cat $K/$f >"$WORK/whole"
	dd if=$K/$f bs=1 status=none >"$WORK/bytes"
	cmp "$WORK/whole" "$WORK/bytes" || fail "$f: a byte at a time"
	dd if=$K/$f bs=16M status=none >"$WORK/big"
	cmp "$WORK/whole" "$WORK/big" || fail "$f: in one read"
	size=$(stat -c %s "$WORK/whole")
	for at in 1 $((size / 2)) $((size - 1)) "$size" $((size + 1000)); do
		dd if=$K/$f bs=1 skip="$at" status=none >"$WORK/part" 2>/dev/null
		cmp "$WORK/part" <(tail -c +$((at + 1)) "$WORK/whole") || fail "$f: from byte $at"
	done
	head -c 7 $K/$f >/dev/null
done

# With guests that count meanwhile one that reads byte by byte sees one moment.
"$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null & pid=$!
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 0 ]"
for _ in 1 2 3; do
	dd if=$K/vcpus bs=1 status=none >"$WORK/vcpus"
	awk 'NR == 2 { n = NF; for (i = 1; i <= NF; i++) c[$i] = i }
		NR > 2 && (NF != n || $c["cpu"] + $c["mem"] + $c["io"] + $c["irq"] + $c["serror"] + $c["other"] != $c["exits"]) { print; bad = 1 }
		END { exit bad || NR < 4 }' "$WORK/vcpus" || fail "torn: $(cat "$WORK/vcpus")"
done
stop $pid
