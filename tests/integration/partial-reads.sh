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

# All tables of .snapshot are from one reading, and agree with each other.
agree() {
	table_awk 'table == "vcpus" { exits += col("exits"); cpu += col("cpu"); lost += col("lost") }
		table == "reasons" { of += col("exits"); hvc += col("class") == "cpu" ? col("exits") : 0 }
		table == "vms" { vms += col("exits") }
		table == "summary" { total[col("class")] = col("exits") }
		table == "health" && $1 == "exits.lost" { said = $2 }
		END {
			if (exits != of || exits != vms || exits != total["total"] || cpu != total["cpu"] || hvc != cpu || lost != said) {
				print exits, of, vms, total["total"], cpu, hvc, total["cpu"]; exit 1 }
		}' "$1" || fail "$2: the tables disagree"
}
for _ in 1 2 3 4 5; do
	cat $K/.snapshot >"$WORK/snap"
	agree "$WORK/snap" "now"
done
assert_eq "tables" "$(sed -n 's/^kvmtrap \([a-z]*\) .*/\1/p' "$WORK/snap" | xargs)" "$FILES"
assert_eq "tables that a shell lists" "$(cd $K && echo *)" "$FILES"
stop $pid

# So they do if guests exit between the reading of a vCPU and the next: the reader sleeps there, when
# it has read the counts of the first vCPU.
load_module
defer 'rmmod slow 2>/dev/null'
nice -n 19 "$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 0
insmod "$HERE/slow.ko" function=kvmtrapcount:record_latency us=0 held=1 || fail "cannot load slow.ko"
cat $K/.snapshot >"$WORK/snap" & reader=$!
wait_until cat /sys/module/slow/parameters/waiting = Y
wait_until kvm_exits -gt $(($(kvm_exits) + 100))
echo 0 >/sys/module/slow/parameters/held
wait $reader || fail "cannot read"
rmmod slow
agree "$WORK/snap" "guests ran while they were read"
stop $pid
