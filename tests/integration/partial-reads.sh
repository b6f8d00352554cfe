# SPDX-License-Identifier: GPL-2.0-only
# Readers that read a byte at a time, seek, stop half-way or read much at once see one moment, and
# tables that agree with each other.
# groups: preempt
. "$(dirname "$0")/../lib/host.sh"
load_module
exact mixed 30 --vcpus=3
for f in summary vms vcpus reasons userspace health .snapshot; do
	cat $K/$f >"$WORK/whole"
	dd if=$K/$f bs=1 status=none >"$WORK/bytes"
	cmp "$WORK/whole" "$WORK/bytes" || fail "$f: a byte at a time"
	dd if=$K/$f bs=16M status=none >"$WORK/big"
	cmp "$WORK/whole" "$WORK/big" || fail "$f: in one read"
	size=$(stat -c %s "$WORK/whole")
	for at in 1 $((size / 2)) $((size - 1)) "$size" $((size + 1000)); do
		dd if=$K/$f bs=61 iflag=skip_bytes skip="$at" status=none >"$WORK/part" 2>/dev/null
		cmp "$WORK/part" <(tail -c +$((at + 1)) "$WORK/whole") || fail "$f: from byte $at"
	done
	head -c 7 $K/$f >/dev/null
done

# An open file is one moment even while guests run, however and from wherever it is read. The guests
# are nice, so that the readers need not wait for them.
nice -n 19 "$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 0
for _ in 1 2 3; do
	dd if=$K/vcpus bs=3 status=none >"$WORK/vcpus"
	rows "$WORK/vcpus" '{ n++ }
		col("cpu") + col("mem") + col("io") + col("irq") + col("serror") + col("other") != col("exits") { print; bad = 1 }
		END { exit bad || n < 2 }' || fail "torn: $(cat "$WORK/vcpus")"
done
for f in summary vcpus reasons .snapshot; do
	exec 5<$K/$f
	cat <&5 >"$WORK/first"
	for at in 0 1 40; do
		sleep 0.1
		# The same open file, at another position.
		perl -e 'sysseek(STDIN, $ARGV[0], 0); print while sysread(STDIN, $_, 7)' $at <&5 >"$WORK/again"
		cmp "$WORK/again" <(tail -c +$((at + 1)) "$WORK/first") || fail "$f: another text from byte $at"
	done
	exec 5<&-
done

# All tables of .snapshot are from one reading, and agree with each other, each of many times: only
# now and then a guest exits while they are read.
for i in $(seq 80); do cat $K/.snapshot >"$WORK/snap$i"; done
assert_eq "tables" "$(sed -n 's/^kvmtrap \([a-z]*\) .*/\1/p' "$WORK/snap1" | xargs)" "$FILES"
for i in $(seq 80); do
	table_awk 'table == "vcpus" { exits += col("exits"); cpu += col("cpu"); lost += col("lost") }
		table == "reasons" { of += col("exits"); hvc += col("class") == "cpu" ? col("exits") : 0 }
		table == "vms" { vms += col("exits") }
		table == "summary" { total[col("class")] = col("exits") }
		table == "health" && $1 == "exits.lost" { said = $2 }
		END {
			if (exits != of || exits != vms || exits != total["total"] || cpu != total["cpu"] || hvc != cpu || lost != said) {
				print exits, of, vms, total["total"], cpu, hvc, total["cpu"]; exit 1 }
		}' "$WORK/snap$i" || fail "the tables disagree"
done
assert_eq "tables that a shell lists" "$(cd $K && echo *)" "$FILES"
stop $pid
