# SPDX-License-Identifier: GPL-2.0-only
# The command reads saved states of arm64 and of x86 alike, and recordings, whichever this
# host has: the numbers are those that were kept with them at each release.
. "$(dirname "$0")/../lib/host.sh"
# number WORDS: print the number that was kept under these words.
number() { awk -v what="json $1 number " 'index($0, what) == 1 { print $NF }' "$kept/formats"; }
# sum COLUMN COMMAND...: print the sum of a column of what kvmtrap tells.
sum() {
	"$KVMTRAP" "${@:2}" --csv | awk -F , -v column="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) at = i }
		NR > 1 { n += $at } END { print at ? n + 0 : "no such column" }'
}
hypercall() { "$KVMTRAP" stat --by reason,hot --per vm --vm 2 -R "$WORK/$1"; }
for kept in "$HERE"/released/*/; do
	for file in "$kept"/*.gz; do gunzip -c "$file" >"$WORK/$(basename "$file" .gz)" || fail "$file"; done
	for state in b amd-b; do
		for view in class reason vcpu handling latency hot; do
			assert_eq "$state by $view" "$(sum exits stat --by $view -R "$WORK/$state")" "$(number "stat $state .views.${view}[].exits")"
		done
		assert_eq "returns of $state" "$(sum returns stat --by user -R "$WORK/$state")" "$(number "stat $state .views.user[].returns")"
		for column in a b change; do
			assert_eq "$column of $state" "$(sum $column diff --by reason "$WORK/${state%b}a" "$WORK/$state")" "$(number "diff $state .views.reason[].$column")"
		done
		hypercall $state >"$WORK/told"
		case $state in
		b) names="HVC64 PSCI_VERSION" ;;
		amd-b) names="VMMCALL KVM_HC_VAPIC_POLL_IRQ" ;;
		esac
		for name in $names; do
			grep -qE "\<$name\>.*\<150\>" "$WORK/told" || fail "$state has not 150 of $name: $(cat "$WORK/told")"
		done
		"$KVMTRAP" export --all -R "$WORK/$state" | grep -q "reason=\"${names%% *}\".* 100$" || fail "$state: export"
		"$KVMTRAP" explain "$WORK/$state" >"$WORK/told" || fail "$state: explain: $(cat "$WORK/told")"
	done
	for recording in exits.dat amd-exits.dat; do
		assert_eq "$recording" "$(sum exits report "$WORK/$recording")" "$(number "report $recording .rows[].exits")"
	done
done
