# SPDX-License-Identifier: GPL-2.0-only
# What a recording, or one of two snapshots, does not tell is no number: it is neither 0 nor a
# change. What a recording tells adds up.
. "$(dirname "$0")/../lib/command.sh"
a=$STATES/a b=$STATES/b
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
rec=$WORK/amd.dat
get() { jq -c "$1" "$WORK/json"; }

# --- one recording ---
"$KVMTRAP" report "$rec" --json >"$WORK/json"
user=$(get '[.rows[] | select(.reason | endswith("_USER")).exits] | add')
[ "$user" -gt 0 ] || fail "no exit to the VMM in it"
# By trace-cmd's clock, in which it shows microseconds. An average is that of its row.
need_tools trace-cmd:trace-cmd
for words in "-R $rec report" "report --root=$rec"; do
	# shellcheck disable=SC2086 # several words
	"$KVMTRAP" $words --json | cmp - "$WORK/json" || fail "$words: another output"
done
seconds=$(trace-cmd report -i "$rec" 2>/dev/null | sed -n 's/.* \([0-9.]*\): kvmtrap_exit:.*/\1/p' | awk 'NR == 1 { from = $1 } END { printf "%.0f", ($1 - from) * 1e4 }')
[ "$seconds" -gt 0 ] || fail "trace-cmd tells no time"
assert_eq "how long it is, in 0.1 ms" "$(get '.seconds * 1e4 | round')" "$seconds"
assert_eq "averages" "$(get '[.rows[] | select(.average_ns != (.total_ns / .exits | floor))]')" '[]'
"$KVMTRAP" report "$rec" | head -n 1 | grep -qx "# $(get '[.rows[].exits] | add') exits in $(get .seconds | xargs printf '%.3f') s, 0 events missed" ||
	fail "$("$KVMTRAP" report "$rec" | head -n 1)"
"$KVMTRAP" stat -R "$rec" --by class,vm,vcpu --json >"$WORK/json"
assert_eq "io = io_kernel + io_user" "$(get '[.views.class[] | select(.class | startswith("io")).exits]')" "[$user,0,$user]"
assert_eq "classes that it does not tell" "$(get '[.views.class[].class | select(. == "to_user" or . == "lost")]')" '[]'
for view in vm vcpu; do
	assert_eq "$view" "$(get "[.views.${view}[] | .io, .to_user, .signal_exits, .lost] | unique | sort")" "[null,$user]"
done
assert_eq "CSV" "$("$KVMTRAP" stat -R "$rec" --by vm --columns io,to_user,lost --csv | tail -n 1)" \
	"$("$KVMTRAP" stat -R "$rec" --by vm --csv | sed -n 's/^\([^,]*,\).*/\1/p' | tail -n 1),$user,,"
"$KVMTRAP" stat -R "$rec" --by vm | grep -q ' -  *-  *-$' || fail "people see numbers that are not known"
"$KVMTRAP" top --batch -n 1 -R "$rec" | sed -n 2p | grep -q User && fail "top has returns of a recording"
# It names no host. Its time is that of the file.
touch -d '2026-01-02 03:04:05 UTC' "$rec"
assert_eq "its host" "$(TZ=UTC "$KVMTRAP" stat -R "$rec" --json | jq -c '[.host, .release, (.time | floor)]')" '[null,null,1767323045]'
assert_eq "its title" "$(TZ=UTC "$KVMTRAP" stat -R "$rec" | head -n 1)" "# 2026-01-02 03:04:05"

# --- two, of which one tells more ---
says() { # TEXT VIEW A B
	"$KVMTRAP" diff "$3" "$4" --by "$2" >"$WORK/out"
	grep -qxF "nothing by $2: $1" "$WORK/out" || fail "$2: $(cat "$WORK/out")"
	assert_eq "$2 in JSON" "$("$KVMTRAP" diff "$3" "$4" --by "$2" --json | jq -c ".views.$2")" '[]'
}
"$KVMTRAP" diff "$a" "$rec" --by class --json >"$WORK/json"
assert_eq "classes of both" "$(get '[.views.class[].class]')" '["cpu","mem","io","irq","total","io_user"]'
assert_eq "io_user" "$(get '[.views.class[] | select(.class == "io_user") | .b]')" "[$user]"
says "there is no file 'userspace' in B" user "$a" "$rec"
says "there is no file 'userspace' in A" user "$rec" "$a"
says "there is no file 'hot' in B" hot "$a" "$rec"
# Without times the files are there, and have no rows.
awk '/^kvmtrap / { on = $2 ~ /^(handling|latency|times)$/; n = 0 } !on || n++ < 2' "$b" >"$WORK/untimed"
says "B has none; was it made without times=1?" handling "$a" "$WORK/untimed"
says "A has none; was it made without times=1?" time "$WORK/untimed" "$a"
# What neither tells is not spoken of. A VM that is new is a change.
"$KVMTRAP" diff "$WORK/untimed" "$WORK/untimed" --by handling >"$WORK/out"
assert_eq "neither" "$(grep -c nothing "$WORK/out")" 0
assert_eq "a new VM" "$("$KVMTRAP" diff "$a" "$b" --per vm --by class --json | jq '[.views.class[] | select(.vm == 7 and .class == "total") | .a, .b] | add')" \
	"$(column_sum "$b:reasons" exits vm=7)"

# --- the counters were reset in between ---
sed 's/^since.unix_ns .*/since.unix_ns 1795288580000000000/' "$b" >"$WORK/later"
grep -q '^since.unix_ns 1795288580000000000' "$WORK/later" || fail "no item since"
line='# they began to count at different times: each shows all since its own beginning'
"$KVMTRAP" diff "$a" "$WORK/later" | grep -qxF "$line" || fail "a reset is not told"
"$KVMTRAP" diff "$a" "$b" >"$WORK/out"
assert_eq "no reset" "$(grep -cF "$line" "$WORK/out")" 0
# One has what the other has: B is then not a run of its own.
line='# they began to count at the same time: B-A is what came in between'
"$KVMTRAP" diff "$a" "$b" | grep -qxF "$line" || fail "that b goes on from a is not told"
for other in "$WORK/later" "$rec"; do
	"$KVMTRAP" diff "$a" "$other" >"$WORK/out"
	assert_eq "no going on" "$(grep -cF "$line" "$WORK/out")" 0
done

# What the buffer had no room for is told, whatever reads the recording.
need_tools gnuplot:gnuplot-nox
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
printf '\300' | dd of="$WORK/amd.dat" bs=1 seek=12299 conv=notrunc status=none
printf '\100\102\017' | dd of="$WORK/amd.dat" bs=1 seek=12508 conv=notrunc status=none
for command in "stat --root" explain "diff $STATES/amd-a" "list --root" "report --csv" "top --batch -n 3 -I 0.1 --root" "plot -o $WORK/plot.svg"; do
	# shellcheck disable=SC2086 # words
	"$KVMTRAP" $command "$WORK/amd.dat" >"$WORK/out" 2>"$WORK/err" || fail "status $? of $command: $(cat "$WORK/err")"
	grep -qx "kvmtrap.*: $WORK/amd.dat: 1000000 events were missed: the counts lack them" "$WORK/err" || fail "$command: $(cat "$WORK/err")"
	assert_eq "lines of $command" "$(wc -l <"$WORK/err")" 1
done

# --- what it cannot be used for ---
gunzip -c "$STATES/amd.dat.gz" >"$rec"
touch -d '2026-01-02 03:04:05 UTC' "$rec"
refused() { # TEXT COMMAND...
	local status=0
	"${@:2}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of ${*:2}: $(cat "$WORK/err")" "$status" 1
	assert_eq "lines of ${*:2}: $(cat "$WORK/err")" "$(wc -l <"$WORK/err")" 1
	grep -q -- "$1" "$WORK/err" || fail "${*:2}: $(cat "$WORK/err")"
}
refused 'is a recording: copy the file itself' "$KVMTRAP" save -R "$rec" "$WORK/copy"
[ ! -e "$WORK/copy" ] || fail "it was saved"
refused 'is a recording, which has no counters to subtract' "$KVMTRAP" explain "$rec" "$rec"
refused 'is a recording, which has no counters to subtract' "$KVMTRAP" explain "$STATES/amd-a" "$rec"
# A report has the time of the file.
assert_eq "time of a report" "$(TZ=UTC "$KVMTRAP" report "$rec" --timestamps --csv | cut -d, -f1 | sort -u | xargs)" "1767323045.000 time"
# What it cannot tell, it does not export as 0.
"$KVMTRAP" export -R "$rec" | grep -E '^kvmtrap_(host_lost|unattributed|missed_returns)' && fail "exported, though not known"

# A recording says where its fields are. A hostile one says that they are elsewhere.
hostile() { # FIELD OFFSET: of the same length as "offset:N;" with two tabs
	LC_ALL=C sed "s/\(field:[a-z0-9 ]* $1;\)\toffset:[0-9]*;\tsize:\([0-9]\);\tsigned:0;/\1\toffset:$2;size:\2;signed:0;/" "$rec" >"$WORK/hostile.dat"
	cmp -s "$rec" "$WORK/hostile.dat" && fail "nothing of $1 was changed"
	assert_eq "size with $1 elsewhere" "$(wc -c <"$WORK/hostile.dat")" "$(wc -c <"$rec")"
}
hostile ns 2016
refused "a record has no room for its field 'ns'" "$KVMTRAP" report "$WORK/hostile.dat"
refused "a record has no room for its field 'ns'" "$KVMTRAP" stat -R "$WORK/hostile.dat"

# --- exits of which the time is not known ---
# In an event they have an ns of 0. Here ns is what other bytes have: the class (0 is cpu), and a part
# of the address of a fault, which is 0 of some.
elsewhere() { # OFFSET SIZE
	LC_ALL=C sed "s/\(field:u64 ns;\)\toffset:16;\tsize:8;/\1\toffset:$1;\tsize:$2;/" "$rec" >"$WORK/untimed.dat"
	"$KVMTRAP" report "$WORK/untimed.dat" --json >"$WORK/json"
}
elsewhere 61 1
cpu=$("$KVMTRAP" stat -R "$rec" --by class --json | jq '.views.class[] | select(.class == "cpu").exits')
[ "$cpu" -gt 0 ] || fail "no exit of class cpu in it"
assert_eq "untimed" "$(get .untimed)" "$cpu"
assert_eq "times of cpu" "$(get '[.rows[] | select(.class == "cpu") | .total_ns, .average_ns, .min_ns, .p50_ns, .max_ns] | unique')" '[null]'
assert_eq "times of io" "$(get '[.rows[] | select(.class == "io") | .min_ns, .p99_ns, .max_ns] | unique')" '[2]'
"$KVMTRAP" report "$WORK/untimed.dat" | sed -n 2p | grep -qx "# $cpu exits are untimed: it is not known how long they took" || fail "$("$KVMTRAP" report "$WORK/untimed.dat")"
for view in handling latency; do
	"$KVMTRAP" stat -R "$WORK/untimed.dat" --by $view --json >"$WORK/json"
	assert_eq "$view" "$(get "[.views.${view}[].exits] | add")" "$(($("$KVMTRAP" report "$rec" --json | jq '[.rows[].exits] | add') - cpu))"
	assert_eq "$view of cpu" "$(get "[.views.${view}[] | select(.class == \"cpu\")]")" '[]'
done
"$KVMTRAP" diff "$rec" "$WORK/untimed.dat" --by handling --json >"$WORK/json" 2>"$WORK/err"
assert_eq "diff of what is not known" "$(get '[.views.handling[] | select(.class == "cpu") | .b_ns, .change_ns, .change_percent] | unique')" '[null]'
grep -q "of $cpu exits it is not known how long they took: times lack them" "$WORK/err" || fail "$(cat "$WORK/err")"
assert_eq "letters" "$("$KVMTRAP" report "$rec" --event '[[:alpha:]]*' --json | jq '[.rows[].exits] | add')" "$("$KVMTRAP" report "$rec" --json | jq '[.rows[].exits] | add')"
elsewhere 49 1
some=$(get '.rows[] | select(.reason == "NPF")')
zeros=$(trace-cmd report -i "$rec" 2>/dev/null | grep -c 'reason=NPF .*info2=0x[0-9a-f]*00[0-9a-f][0-9a-f] ')
[ "$zeros" -gt 0 ] || fail "no address with such a byte"
assert_eq "NPF" "$(jq -c '[.exits, .min_ns > 0, (.total_ns / (.exits - '"$zeros"') | floor) == .average_ns]' <<<"$some")" "[$(trace-cmd report -i "$rec" 2>/dev/null | grep -c 'reason=NPF '),true,true]"
