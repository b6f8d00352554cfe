# SPDX-License-Identifier: GPL-2.0-only
# A state that is damaged, cut off, newer, or no state at all gives one line, and no crash.
. "$(dirname "$0")/../lib/command.sh"
b=$STATES/b
# says STATUS TEXT COMMAND...
says() {
	local status=0
	"${@:3}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of ${*:3}" "$status" "$1"
	assert_eq "lines of ${*:3}: $(cat "$WORK/err")" "$(wc -l <"$WORK/err")" 1
	grep -q -- "$2" "$WORK/err" || fail "${*:3}: $(cat "$WORK/err")"
}
stat_of() { "$KVMTRAP" stat --root "$1" --by class,vm,vcpu,reason,user,time,handling,hot,latency; }
echo hello >"$WORK/text"
says 1 "none of kvmtrapcount's files" stat_of "$WORK/text"
: >"$WORK/empty"
says 1 "'summary' is missing" stat_of "$WORK/empty"
head -c 100 /dev/zero >"$WORK/zero"
says 1 'neither text nor a recording' stat_of "$WORK/zero"
says 1 'cannot read' stat_of "$WORK/no/such"
sed '/^kvmtrap reasons/,$d' "$b" >"$WORK/short"
echo kvmtrap reasons 1 >>"$WORK/short"
says 1 'ends after its title' stat_of "$WORK/short"
sed 's/^1 - io.*/& 7/' "$b" >"$WORK/wide"
says 1 'columns where' stat_of "$WORK/wide"
sed 's/^kvmtrap summary 1/kvmtrapsummary 1/' "$b" >"$WORK/glued"
says 1 "'host' has 2\|'summary' is missing" stat_of "$WORK/glued"
# What is no number gives no sample. A name is quoted.
sed 's/^\(1 .* trapgen \)[0-9]* [0-9]*/\1x 11M-R/; s/^6 /a"b /' "$b" >"$WORK/number"
"$KVMTRAP" export -a -R "$WORK/number" >"$WORK/prom"
grep -q '{vm="a\\"b"' "$WORK/prom" || fail "no VM a\"b"
if grep -vE '^(#.*|[a-z_]+(\{[a-z]+="([^"\]|\\["\])*"(,[a-z]+="([^"\]|\\["\])*")*\})? [0-9.]+)$' "$WORK/prom"; then
	fail "no sample"
fi
# Lines may end in CR LF.
sed 's/$/\r/' "$b" >"$WORK/windows"
assert_eq "with CR" "$(stat_of "$WORK/windows" | tail -n +2)" "$(stat_of "$b" | tail -n +2)"
# From a newer table, the known columns are shown.
sed '/^kvmtrap reasons 1/,/^kvmtrap/ { s/^kvmtrap reasons 1/kvmtrap reasons 3/; /^kvmtrap/! s/$/ 5/ }' "$b" >"$WORK/newer"
says 0 'is newer than this program knows' stat_of "$WORK/newer"
assert_eq "known columns" "$("$KVMTRAP" stat -R "$WORK/newer" --by reason --csv 2>/dev/null | cut -d, -f3-)" \
	"$("$KVMTRAP" stat -R "$b" --by reason --csv | cut -d, -f3-)"
# So it is with each table that the module writes, from the next version on, and with one more table.
sed -n '/^\t\.name = /N; s/^\t\.name = "\([a-z]*\)",\n\t\.version = \([0-9]*\),$/\1 \2/p' "$TOP"/module/publish/*.c >"$WORK/versions"
assert_eq "tables" "$(cut -d ' ' -f 1 "$WORK/versions" | sort | xargs)" "$(sed -n 's/^kvmtrap \([a-z]*\) .*/\1/p' "$b" | grep -v '^host$\|^names$' | sort | xargs)"
while read -r name version; do
	sed "s/^kvmtrap $name .*/kvmtrap $name $version/" "$b" >"$WORK/newer"
	stat_of "$WORK/newer" 2>"$WORK/err" >"$WORK/out" && [ ! -s "$WORK/err" ] || fail "$name $version: $(cat "$WORK/err")"
	sed -i "s/^kvmtrap $name .*/kvmtrap $name $((version + 1))/" "$WORK/newer"
	says 0 "'$name' is newer than this program knows" stat_of "$WORK/newer"
done <"$WORK/versions"
{ cat "$b"; printf '%s\n' "kvmtrap steal 1" "vm vcpu steal_ns" "1 0 5" '# end'; } >"$WORK/newer"
says 0 "'steal' is newer than this program knows" stat_of "$WORK/newer"
# There is one line, however many tables are newer.
sed -E 's/^(kvmtrap [a-z]+) 1$/\1 77/' "$b" >"$WORK/newer"
says 0 "newer: 'host' and 11 more are newer than" stat_of "$WORK/newer"
# With a byte that is no UTF-8 there is still JSON. A byte that controls a terminal is not in messages.
sed 's/^kvmtrap names/&/; s/ HVC64 / HVC\xff /' "$b" >"$WORK/byte"
"$KVMTRAP" stat -R "$WORK/byte" --by reason --json | jq -e '[.views.reason[].reason] | contains(["HVC\ufffd"])' >/dev/null || fail "no JSON"
"$KVMTRAP" export -a -R "$WORK/byte" >"$WORK/prom"
grep -qF $'reason="HVC\xef\xbf\xbd"' "$WORK/prom" || fail "an export that is no UTF-8: $(grep -a HVC "$WORK/prom" | cat -v)"
sed 's/^kvmtrap reasons 1/kvmtrap rea\x1b[31msons 3/' "$b" >"$WORK/steers"
says 0 "'rea.033.31msons' " stat_of "$WORK/steers"
# Nor is such a byte in what doctor finds.
sed 's/^missed.kvm_exit 0/missed.k\x1b[31m 7\x1b]0;x/' "$b" >"$WORK/steers"
"$KVMTRAP" doctor -R "$WORK/steers" >"$WORK/out"
grep -qxF 'WARN  the probe on k\033[31m missed 7\033]0;x calls' "$WORK/out" || fail "doctor: $(cat -v "$WORK/out")"
# Nor in what diff says of two architectures. JSON has it in UTF-8.
sed 's/^arch x86/arch r\x1b[31m\xff/' "$STATES/amd-b" >"$WORK/steers"
"$KVMTRAP" diff "$b" "$WORK/steers" >"$WORK/out"
grep -qF '# A is of arm64, B of r\033[31m\377: ' "$WORK/out" || fail "$(cat -v "$WORK/out")"
assert_eq "architecture" "$("$KVMTRAP" stat -R "$WORK/steers" --by class --json | jq -r .arch)" $'r\e[31m\xef\xbf\xbd'

# Nor in a file's name.
cp "$b" "$WORK/"$'n\x1b[31m'
"$KVMTRAP" diff "$WORK/"$'n\x1b[31m' "$b" --by class >"$WORK/out"
grep -qF 'n\033[31m,' "$WORK/out" || fail "$(head -n 2 "$WORK/out" | cat -v)"
# What no calendar has is no time: that of the file is taken.
for when in 1e300 nan -1e300 -inf 99999999999999 x; do
	sed "s/^when .*/when $when/" "$b" >"$WORK/when"
	touch -d '2026-01-01T10:00:07Z' "$WORK/when"
	assert_eq "JSON when $when" "$("$KVMTRAP" list -R "$WORK/when" --json | jq .time)" 1767261607
	for what in "stat -R" diff explain "top --batch -n 1 -R"; do
		files=$WORK/when
		[ "$what" != diff ] || files="$b $files"
		# shellcheck disable=SC2086 # words
		TZ=UTC "$KVMTRAP" $what $files >"$WORK/out" || fail "$what when $when: status $?"
		grep -q '^# .*2026-01-01 10:00:07' "$WORK/out" || fail "$what when $when: $(head -n 3 "$WORK/out")"
	done
done
# Names may be longer than anything has room for.
long=$(printf 'X%.0s' {1..200})
sed "s/ MMIO_USER / $long /; s/ IRQ / Y$long /; s/ DABT_LOW / Z$long /" "$b" >"$WORK/long"
"$KVMTRAP" top --batch -n 1 -R "$WORK/long" >"$WORK/out" || fail "top with long names: status $?"
assert_eq "a long reason" "$(awk '$1 == 1 { print $NF }' "$WORK/out")" "${long:0:127}"
# without TABLE COLUMNS ROW...: print the state with another table of this name.
without() {
	awk -v t="$1" '/^kvmtrap / { off = $2 == t } !off && !/^# end$/' "$b"
	printf 'kvmtrap %s 1\n' "$1"
	printf '%s\n' "${@:2}" '# end'
}
# Columns may be missing.
without health item state.x >"$WORK/narrow"
assert_eq "health of one column" "$("$KVMTRAP" doctor -R "$WORK/narrow")" "WARN  the health of this copy does not tell what was lost"
without latency "vcpu class from_ns below_ns exits reason max_ns" "0 cpu 256 384 90 HVC64 300" >"$WORK/narrow"
"$KVMTRAP" stat -R "$WORK/narrow" --vm 3 --by percentiles >"$WORK/out" || fail "percentiles of no VM: status $?"
grep -q '^nothing by percentiles' "$WORK/out" || fail "$(cat "$WORK/out")"

# If the state is cut off anywhere, or one byte is changed, there is never more than one line.
size=$(stat -c %s "$b")
for i in $(seq 40); do
	head -c $((size * i / 41)) "$b" >"$WORK/cut"
	{ cat "$WORK/cut"; printf "\\x$(printf %x $((i * 6 + 1)))"; tail -c +$((size * i / 41 + 2)) "$b"; } >"$WORK/other"
	for f in cut other; do
		status=0
		stat_of "$WORK/$f" >/dev/null 2>"$WORK/err" || status=$?
		[ $status -le 1 ] && [ "$(wc -l <"$WORK/err")" -le 1 ] || fail "$f $i: status $status, $(cat "$WORK/err")"
	done
done
# There may be more vCPUs than anybody has.
{
	printf 'kvmtrap summary 1\nclass exits percent\ntotal 1 1\nkvmtrap reasons 1\nvm vcpu class code reason exits\n'
	awk 'BEGIN { for (v = 0; v < 20000; v++) print 1, v, "cpu 0x16 HVC64", v }'
} >"$WORK/many"
assert_eq "20,000 vCPUs" "$("$KVMTRAP" stat -R "$WORK/many" --by reason --csv | tail -n 1 | cut -d, -f6)" 199990000
assert_eq "20,000 rows" "$("$KVMTRAP" stat -R "$WORK/many" --by reason --per vcpu --csv | wc -l)" 20000
# A recording may be cut off, too. What libtracecmd then leaves in memory is not ours.
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
for i in $(seq 9); do
	head -c $(($(stat -c %s "$WORK/amd.dat") * i / 10)) "$WORK/amd.dat" >"$WORK/cut.dat"
	says 1 'cut.dat: cannot read this recording; is it cut off?' env ASAN_OPTIONS=detect_leaks=0 "$KVMTRAP" report "$WORK/cut.dat"
done
# From a pipe it is read as it is from a file.
assert_eq "a recording from a pipe" "$("$KVMTRAP" report - < <(cat "$WORK/amd.dat"))" "$("$KVMTRAP" report "$WORK/amd.dat")"

# --- copies that are cut off ---
# At the end of a line, and within one. A copy of single files has no such end.
for n in $(($(grep -n '^kvmtrap v' "$b" | head -n 1 | cut -d: -f1) - 1)) $(($(wc -l <"$b") - 1)); do
	head -n "$n" "$b" >"$WORK/cut"
	says 1 "this copy was cut off: it does not end in a line '# end'" stat_of "$WORK/cut"
done
# The end of another copy does not count, and blanks behind it do not matter.
{ cat "$b"; head -n -30 "$b"; } >"$WORK/cut"
says 1 'this copy was cut off' stat_of "$WORK/cut"
sed 's/^# end$/# end \r/' "$b" >"$WORK/blank"
stat_of "$WORK/blank" >/dev/null || fail "a blank behind the end"
head -c -9 "$b" >"$WORK/cut"
says 1 'its last line has no end: the file was cut off' stat_of "$WORK/cut"
awk '/^kvmtrap / { on = $2 != "host" && $2 != "names" } on && !/^#/' "$b" >"$WORK/plain"
"$KVMTRAP" stat -R "$WORK/plain" --by class >/dev/null || fail "a plain copy"
"$KVMTRAP" save -R "$WORK/plain" - >"$WORK/cut"
tail -n 1 "$WORK/cut" | grep -qx '# end' || fail "save writes no end"
sed -i '/^kvmtrap vms/,$d' "$WORK/cut"
says 1 'this copy was cut off' stat_of "$WORK/cut"
# Without VMs there is nothing to explain, and top has no rows.
awk '/^kvmtrap / { on = $2 != "vms" } on' "$WORK/plain" >"$WORK/no-vms"
for how in explain "top --batch -n 1"; do
	# shellcheck disable=SC2086 # words
	says 1 "there is no file 'vms' in this copy" "$KVMTRAP" $how -R "$WORK/no-vms"
done
touch -d '2026-01-01 UTC' "$WORK/plain"
says 1 "there is no file 'vms' in this copy" "$KVMTRAP" explain "$WORK/plain" "$WORK/no-vms"

# Nobody can write keys that take long to add up. "Aa" and "BB" are alike for the simplest of hashes.
keys() { # X Y: a state with 2^12 reasons, words of these two
	awk -v x="$1" -v y="$2" 'BEGIN {
		print "kvmtrap summary 1\nclass exits percent\ntotal 4096 100.00\nkvmtrap reasons 1\nvm vcpu class code reason exits"
		for (i = 0; i < 4096; i++) {
			word = ""
			for (bit = 1; bit < 4096; bit *= 2) word = word (int(i / bit) % 2 ? x : y)
			print "1 0 cpu 0x01", word, 1
		}
	}'
}
# Milliseconds of CPU of a command.
cpu_time() { (LC_ALL=C TIMEFORMAT=%U; time "$@" >/dev/null 2>&1) 2>&1 | tr -d .; }
keys Aa BB >"$WORK/alike"
keys Ab CD >"$WORK/unlike"
assert_eq "rows" "$("$KVMTRAP" stat -R "$WORK/alike" --by reason --csv | wc -l)" 4097
alike=$(cpu_time "$KVMTRAP" stat -R "$WORK/alike" --by reason) unlike=$(cpu_time "$KVMTRAP" stat -R "$WORK/unlike" --by reason)
[ "$((10#$alike))" -le $((5 * (10#$unlike + 20))) ] || fail "$alike ms, and $unlike ms with other words"
