# SPDX-License-Identifier: GPL-2.0-only
# The output has what docs/json.md says: each member of each row, in order.
. "$(dirname "$0")/../lib/command.sh"
b=$STATES/b
# documented COMMAND MEMBER: print the last cell of a row of docs/json.md.
documented() {
	awk -F' *[|] *' -v command="\`$1\`" -v member="$2" '
		$2 != "" { now = $2 }
		now == command && index($3, "`" member "`") { print $4; exit }' "$TOP/docs/json.md"
}
check() { # COMMAND MEMBER ROWS
	assert_eq "$1 $2" "$(jq -r "$3[0] | keys_unsorted | join(\" \")" "$WORK/json")" "$(documented "$1" "$2")"
}
"$KVMTRAP" list -R "$b" --json >"$WORK/json"
check list rows .rows
assert_eq version "$(jq -c '[.kvmtrap, .version, .host, .release]' "$WORK/json")" '["list",2,"kvmtrap","6.1.0-50-arm64"]'
assert_eq "time in ms" "$(jq '.time * 1000 | round' "$WORK/json")" "$(awk '$1 == "when" { printf "%.0f", 1000 * $2 }' "$b")"
"$KVMTRAP" list --vcpus -R "$b" --json >"$WORK/json"
check 'list --vcpus' rows .rows
"$KVMTRAP" stat -R "$b" --by class,vm,vcpu,reason,user,time,handling,latency,hot,percentiles --json >"$WORK/json"
for v in class vm vcpu reason user time handling latency hot percentiles; do
	check stat views.$v ".views.$v"
done
# unsure_ns: the part of the times that may be wrong.
awk '/^kvmtrap / { times = $2 == "times" } times && $1 == 3 { $NF = 1000 + NR } { print }' "$b" >"$WORK/unsure"
assert_eq unsure "$("$KVMTRAP" stat -R "$WORK/unsure" --by time --json | jq '.views.time[] | select(.vm == 3).unsure_ns')" \
	"$(column_sum "$WORK/unsure:times" unsure_ns vm=3)"
assert_eq "unsure of others" "$("$KVMTRAP" stat -R "$WORK/unsure" --by time --json | jq '[.views.time[] | select(.vm != 3).unsure_ns] | add')" 0
assert_eq "null" "$(jq -c '[.seconds, .restarted, (.views.latency[] | select(.below_ns == null) | .from_ns)] | unique' "$WORK/json")" '[null,false,2097152]'
assert_eq "numbers" "$(jq -c '[.views.vm[0].vm, .views.vcpu[0].vm, (.views.vcpu[] | .vcpu), (.views.latency[] | .below_ns, .from_ns), (.views.time[].vm)] | map(type) | unique' "$WORK/json")" \
	'["null","number"]'
assert_eq "ended vCPUs" "$(jq -c '[.views.vcpu[] | select(.vm == 1) | .vcpu]' "$WORK/json")" '[null]'
assert_eq "per vCPU" "$("$KVMTRAP" stat -R "$b" --by reason --per vcpu --json | jq -r '.views.reason[0] | keys_unsorted | join(" ")')" \
	"vm vm_name vcpu $(documented stat views.reason) vm_uuid"
assert_eq "CSV" "$("$KVMTRAP" stat -R "$b" --by user --csv | head -n 1)" \
	"time,seconds,$(documented stat views.user | tr ' ' ,)"
"$KVMTRAP" stat -R "$b" --by class,vm --json >"$WORK/json"
assert_eq "CSV, all so far" "$("$KVMTRAP" stat -R "$b" --by class --csv | sed -n 2p | cut -d, -f2-4)" ",cpu,$(jq .views.class[0].exits "$WORK/json")"
# A terminal gets nothing that would control it.
if script -qc true /dev/null >/dev/null 2>&1; then
	sed "s/^6 web$/6 w$(printf '\302\2331m\342\200\256')eb/" "$b" >"$WORK/controls"
	SHELL=/bin/bash LC_ALL=C.UTF-8 script -qec '"$KVMTRAP" list -R "$WORK/controls" --json' /dev/null | tr -d '\r' >"$WORK/json"
	! LC_ALL=C grep -q '[^ -~]' "$WORK/json" || fail "on a terminal: $(cat -v "$WORK/json")"
	assert_eq "the same name" "$(jq -c . "$WORK/json")" "$("$KVMTRAP" list -R "$WORK/controls" --json | jq -c .)"
fi
# A comma in numbers is the locale's for people, not for programs.
if localedef -i de_DE -f UTF-8 "$WORK/de_DE.UTF-8" 2>/dev/null; then
	for what in "stat -R $b --by class,reason --json" "stat -R $b --by class --csv" "export -R $b" "diff $b $b --by reason --csv" "save -R $b -"; do
		# shellcheck disable=SC2086 # words
		assert_eq "$what in another locale" "$(LOCPATH=$WORK LC_ALL=de_DE.UTF-8 "$KVMTRAP" $what)" "$("$KVMTRAP" $what)"
	done
fi
for what in "stat -R $b --by class" "list -R $b" "diff $b $b --by class" "names classes" "doctor -R $b" "stat -R $b --vmtop"; do
	# shellcheck disable=SC2086 # words
	! "$KVMTRAP" $what --csv | grep -q $'\r' || fail "$what --csv has carriage returns"
done
"$KVMTRAP" stat -R "$b" --vmtop --json >"$WORK/json"
assert_eq "IDs" "$(jq -c '[.rows[] | .pid, .tid, .vcpu] | map(type) | unique' "$WORK/json")" '["number"]'
assert_eq vmtop "$(jq '.rows[0] | keys | length' "$WORK/json")" 30
# A recording tells neither returns nor signals.
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
assert_eq "vmtop of a recording" "$("$KVMTRAP" stat -R "$WORK/amd.dat" --vmtop --json | jq -c '.rows[0] | [.exits, .signal_exits]')" '[63,null]'
assert_eq "vmtop, CSV" "$("$KVMTRAP" stat -R "$b" --vmtop --csv | head -n 1)" \
	"time,seconds,$(jq -r '.rows[0] | keys_unsorted | join(",")' "$WORK/json")"
# What names a VM is the same in each place: a number where JSON's integers hold it, else a text.
# jq would round the number.
for want in 9223372036854775807 '"9223372036854775808"' '"18446744073709551615"' '"a-VM"'; do
	vm=${want//\"/}
	sed "s/^7 /$vm /" "$b" >"$WORK/vm"
	for what in "stat --by vm" explain; do
		# shellcheck disable=SC2086 # words
		"$KVMTRAP" $what -R "$WORK/vm" --vm "$vm" --json >"$WORK/json"
		assert_eq "$what of VM $vm" "$(grep -oE '"vm":[^,[]+' "$WORK/json" | xargs -d '\n')" "\"vm\":$want \"vm\":$want"
	done
done
"$KVMTRAP" diff "$b" "$b" --json >"$WORK/json"
assert_eq diff "$(jq -r '.views.hot[0] | keys_unsorted | join(" ")' "$WORK/json")" "kind name how a b change change_percent"
assert_eq "diff of times" "$(jq -r '.views.handling[0] | keys_unsorted | join(" ")' "$WORK/json")" \
	"class code reason a_ns b_ns change_ns change_percent"
"$KVMTRAP" explain --json "$b" >"$WORK/json"
check explain vms .vms
check explain 'vms[].findings' '.vms[0].findings'
assert_eq "exits in explain" "$(jq '[.vms[].exits] | add' "$WORK/json")" "$(column_sum "$b:reasons" exits)"
sed '/^kvmtrap hot/,/^kvmtrap health/ { /^[0-9]/d }' "$b" >"$WORK/no-hot"
"$KVMTRAP" explain --json "$WORK/no-hot" >"$WORK/json"
check explain 'vms[].open' '[.vms[].open[]]'
"$KVMTRAP" explain --rules --json >"$WORK/json"
check 'explain --rules' rules .rules
"$KVMTRAP" doctor -R "$b" --json >"$WORK/json" || true
assert_eq doctor "$(jq -r '.rows[0] | keys_unsorted | join(" ")' "$WORK/json")" "verdict finding remedy"
# doctor tells what health says to be missing in the numbers.
ill() { sed "s/^exits.lost 0/&\n$1 $2/" "$b" >"$WORK/ill"; "$KVMTRAP" doctor -R "$WORK/ill" || true; }
ill returns.missed 7 | grep -q '^WARN .*7 returns of KVM_RUN were not seen' || fail "missed: $(ill returns.missed 7)"
ill calls.refused 9 | grep -q '^FAIL .*9 calls were of a function' || fail "refused: $(ill calls.refused 9)"
"$KVMTRAP" names --arch arm64 --json >"$WORK/json"
for part in classes reasons user registers calls; do check names $part ".$part"; done
"$KVMTRAP" names --arch x86 --json >"$WORK/json"
for part in classes reasons vmx user msrs calls; do check names $part ".$part"; done
