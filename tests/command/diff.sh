# SPDX-License-Identifier: GPL-2.0-only
# Two states: the change of every row against the texts.
. "$(dirname "$0")/lib.sh"
a=$STATES/a b=$STATES/b
"$KVMTRAP" diff "$a" "$b" --json --by class,reason,user,hot,handling >"$WORK/json"
check() { # VIEW TABLE COLUMN FIELD VALUE
	local before after
	before=$(sum "$a" "$2" "$3" "$4=$5") after=$(sum "$b" "$2" "$3" "$4=$5")
	same "$1 $5" "$(jq -c "[.$1[] | select(.$4 == \"$5\")] | [(map(.a // .a_ns) | add // 0), (map(.b // .b_ns) | add // 0),
		(map(.change // .change_ns) | add // 0)]" "$WORK/json")" "[$before,$after,$((after - before))]"
}
for r in HVC64 SYS64 WFx IRQ DABT_LOW IABT_LOW MMIO_USER; do
	check reason reasons exits reason $r
	check handling handling kernel_ns reason $r
done
# Classes are added up from reasons: the tables were read one after another.
for c in cpu mem io; do
	same "class $c" "$(jq -c "[.class[] | select(.what == \"$c\") | .a, .b]" "$WORK/json")" \
		"[$(sum "$a" reasons exits class=$c),$(sum "$b" reasons exits class=$c)]"
done
check user userspace returns reason MMIO
check hot hot exits name PSCI_VERSION
same "percent" "$(jq '.reason[] | select(.reason == "SYS64").change_percent | round' "$WORK/json")" 0
"$KVMTRAP" diff "$b" "$a" --by reason --csv | grep -q "HVC64,.*,-500," || fail "backwards"
# One VM, by its number in each.
same "one VM" "$("$KVMTRAP" diff "$a" "$b" --vm 4 --by reason --json | jq '[.reason[].change] | add')" \
	"$(($(sum "$b" reasons exits vm=4) - $(sum "$a" reasons exits vm=4)))"
same "two VMs" "$("$KVMTRAP" diff "$a" "$b" --vm 5:7 --by reason --json | jq '[.reason[] | select(.reason == "SYS64" or .reason == "HVC64").change] | add')" 200
