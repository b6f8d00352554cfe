# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap diff of two states: the change of every row agrees with the texts.
. "$(dirname "$0")/../lib/command.sh"
a=$STATES/a b=$STATES/b
"$KVMTRAP" diff "$a" "$b" --json --by class,reason,user,hot,handling >"$WORK/json"
check() { # VIEW TABLE COLUMN FIELD VALUE
	local before after
	before=$(column_sum "$a:$2" "$3" "$4=$5") after=$(column_sum "$b:$2" "$3" "$4=$5")
	assert_eq "$1 $5" "$(jq -c "[.views.$1[] | select(.$4 == \"$5\")] | [(map(.a // .a_ns) | add // 0), (map(.b // .b_ns) | add // 0),
		(map(.change // .change_ns) | add // 0)]" "$WORK/json")" "[$before,$after,$((after - before))]"
}
for r in HVC64 SYS64 WFx IRQ DABT_LOW IABT_LOW MMIO_USER; do
	check reason reasons exits reason $r
	check handling handling kernel_ns reason $r
done
# Classes are added up from reasons: the tables were read one after another.
for c in cpu mem io; do
	assert_eq "class $c" "$(jq -c "[.views.class[] | select(.class == \"$c\") | .a, .b]" "$WORK/json")" \
		"[$(column_sum "$a:reasons" exits class=$c),$(column_sum "$b:reasons" exits class=$c)]"
done
check user userspace returns reason MMIO
check hot hot exits name PSCI_VERSION
assert_eq "percent" "$(jq '.views.reason[] | select(.reason == "SYS64").change_percent | round' "$WORK/json")" 0
"$KVMTRAP" diff "$b" "$a" --by reason --csv | grep -q "HVC64,.*,-500," || fail "backwards"
between='# they began to count at the same time: B-A is what came in between'
"$KVMTRAP" diff "$a" "$b" | grep -qx "$between" || fail "what B-A is"
"$KVMTRAP" diff "$b" "$a" | grep -qx "$between, below 0, as A was made after B" || fail "what B-A is, backwards"
# A number that stands for another VM in B has both names, and no UUID of one of them.
named() { # FILE NAME UUID: b, with these of VM 6
	sed "s/^vm name.*/vm name uuid domain/; s/^6 web\b.*/6 $2 $3 -/; s/^\(since.unix_ns\) .*/\1 1795288580000000000/" "$b" >"$WORK/$1"
}
named web web 0bd2aa9b-dc05-4e36-b90c-5433cbee2351
named db db 4dea22b3-1d52-d8f3-2516-782e98ab3fa0
of_six() { "$KVMTRAP" diff "$WORK/web" "$WORK/$1" --per vm --by class --vm 6 --json | jq -r '[.views.class[] | .vm_name, .vm_uuid] | unique | map(. // "none") | join(" ")'; }
assert_eq "names of one VM" "$(of_six web)" "0bd2aa9b-dc05-4e36-b90c-5433cbee2351 web"
assert_eq "names of two VMs" "$(of_six db)" "none web, db"
# The time between them is by a clock that nobody sets, if they are of one boot.
between() { # TEXT BOOTTIME BOOT: of b; a is of boot one, 100 s old
	sed 's/^when .*/when 1000.5\nboottime 100\nboot one/' "$a" >"$WORK/a"
	sed "s/^when .*/when 400.25\nboottime $2\nboot $3/" "$b" >"$WORK/b"
	"$KVMTRAP" diff "$WORK/a" "$WORK/b" --by class >"$WORK/out"
	grep -qx "# from A to B $1" "$WORK/out" || fail "$(head -n 3 "$WORK/out")"
}
between '12.500 s' 112.5 one
between '-600.250 s, by the time of day: they are of different boots' 112.5 two
between '-600.250 s' 112.5 -
for s in a b; do
	mkdir "$WORK/$s.dir"
	awk -v dir="$WORK/$s.dir" '/^kvmtrap / { f = dir "/" $2 } { print > f }' "${!s}"
done
touch -d '2026-01-01 10:00:00' "$WORK/a.dir"
touch -d '2026-01-01 10:00:07' "$WORK/b.dir"
"$KVMTRAP" diff "$WORK/a.dir" "$WORK/b.dir" | grep -qx '# from A to B 7.000 s' || fail "copies of the files"

# As in stat, classes have their order. Other rows are sorted by their change. Times have units.
assert_eq "order of classes" "$(jq -c '[.views.class[].class]' "$WORK/json")" '["cpu","mem","io","irq","total","io_user","to_user"]'
assert_eq "order of changes" "$(jq -c '[.views.reason[].change | fabs] | . == (sort | reverse)' "$WORK/json")" true
assert_eq "order of falling ones" "$("$KVMTRAP" diff "$b" "$a" --by reason --json | jq -c '[.views.reason[].change]')" "$(jq -c '[.views.reason[] | 0 - .change]' "$WORK/json")"
assert_eq "its shape" "$(jq -c 'keys_unsorted' "$WORK/json")" \
	"$("$KVMTRAP" stat -R "$a" --json | jq -c '[keys_unsorted[] | if . == "forgotten" then "a_forgotten", "b_forgotten" else . end]')"
assert_eq "seconds" "$(jq '.seconds * 1000 | round' "$WORK/json")" "$(awk '$1 == "when" { s = $2 - s } END { printf "%.0f\n", 1000 * s }' "$a" "$b")"
"$KVMTRAP" diff "$a" "$b" --by handling >"$WORK/out"
n=$(($(column_sum "$b:handling" kernel_ns reason=HVC64) - $(column_sum "$a:handling" kernel_ns reason=HVC64)))
assert_eq "a change of time" "$(awk '$3 == "HVC64" { print $8, $9 }' "$WORK/out")" "$(awk -v n=$n 'BEGIN { printf "%+.1f ms\n", n / 1e6 }')"
head -n 6 "$WORK/out" | grep -q '^Class  Code  Reason  ' || fail "$(cat "$WORK/out")"

# One VM is chosen by its number in each state.
assert_eq "one VM" "$("$KVMTRAP" diff "$a" "$b" --vm 4 --by reason --json | jq '[.views.reason[].change] | add')" \
	"$(($(column_sum "$b:reasons" exits vm=4) - $(column_sum "$a:reasons" exits vm=4)))"
assert_eq "two VMs" "$("$KVMTRAP" diff "$a" "$b" --vm 5:7 --by reason --json | jq '[.views.reason[] | select(.reason == "SYS64" or .reason == "HVC64").change] | add')" 200
