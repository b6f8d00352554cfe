# SPDX-License-Identifier: GPL-2.0-only
# Every view of a saved state agrees with sums over the text of the state.
. "$(dirname "$0")/../lib/command.sh"
b=$STATES/b
"$KVMTRAP" stat --root "$b" --by class,vm,vcpu,reason,user,time,handling,hot,latency --json >"$WORK/json"
get() { jq "[.views.$1[] | select($2) | .$3] | add // 0" "$WORK/json"; }
# Its tables were read one after another: the counts are those of reasons.
for class in cpu mem io irq; do
	assert_eq "$class" "$(get class ".class == \"$class\"" exits)" "$(column_sum "$b:reasons" exits class=$class)"
done
assert_eq total "$(get class '.class == "total"' exits)" "$(column_sum "$b:reasons" exits)"
for part in lost to_user; do
	assert_eq "$part" "$(get class ".class == \"$part\"" exits)" "$(column_sum "$b:vcpus" $part)"
done
for reason in HVC64 SYS64 WFx IRQ DABT_LOW MMIO_USER MMIO_KERNEL; do
	assert_eq "$reason" "$(get reason ".reason == \"$reason\"" exits)" "$(column_sum "$b:reasons" exits reason=$reason)"
	assert_eq "time of $reason" "$(get handling ".reason == \"$reason\"" kernel_ns)" "$(column_sum "$b:handling" kernel_ns reason=$reason)"
done
for vm in 1 2 3 4 5 6 7 8; do
	assert_eq "VM $vm" "$(get vm ".vm == $vm" exits)" "$(column_sum "$b:reasons" exits vm=$vm)"
	assert_eq "to_user of VM $vm" "$(get vm ".vm == $vm" to_user)" "$(column_sum "$b:vms" to_user vm=$vm)"
	assert_eq "vCPUs of VM $vm" "$(get vcpu ".vm == $vm" io)" "$(column_sum "$b:reasons" exits vm=$vm class=io)"
	assert_eq "time of VM $vm" "$(get time ".vm == $vm" guest_ns)" "$(column_sum "$b:times" guest_ns vm=$vm)"
	assert_eq "only VM $vm" "$("$KVMTRAP" stat -R "$b" --vm $vm --by reason --json | jq '[.views.reason[].exits] | add')" \
		"$(column_sum "$b:reasons" exits vm=$vm)"
done
# Each part of a VM's time is shown as a share of that VM's.
for part in guest kernel halted vmm; do
	assert_eq "$part of VM 1" "$(get time '.vm == 1' "${part}_percent * 1000 | round")" \
		"$(awk -v n="$(column_sum "$b:times" "${part}_ns" vm=1)" -v all="$(column_sum "$b:times" total_ns vm=1)" 'BEGIN { printf "%.0f", 100000 * n / all }')"
done
assert_eq MMIO "$(get user '.reason == "MMIO"' returns)" "$(column_sum "$b:userspace" returns reason=MMIO)"
assert_eq "calls" "$(get hot '.kind == "call"' exits)" "$(column_sum "$b:hot" exits kind=call)"
assert_eq "latency of io" "$(get latency '.class == "io"' exits)" "$(column_sum "$b:latency" exits class=io)"
assert_eq "per vCPU" "$("$KVMTRAP" stat -R "$b" --by reason --per vcpu --json |
	jq '[.views.reason[] | select(.vm == 3 and .vcpu == 1) | .exits] | add')" "$(column_sum "$b:reasons" exits vm=3 vcpu=1)"
assert_eq "shares" "$(jq '[.views.reason[].percent] | add | round' "$WORK/json")" 100
assert_eq "name" "$("$KVMTRAP" list -R "$b" --json | jq -r '.rows[] | select(.vm == 6).vm_name')" web
assert_eq "ended ones" "$("$KVMTRAP" list -R "$b" --json --all | jq '.rows | length')" 8
assert_eq "live ones" "$("$KVMTRAP" list -R "$b" --json | jq '.rows | length')" 3
assert_eq "vmtop" "$("$KVMTRAP" stat -R "$b" --vmtop --json | jq '[.rows[].mmio_exit_user] | add')" \
	"$(($(column_sum "$b:reasons" exits reason=MMIO_USER) - $(column_sum "$b:reasons" exits reason=MMIO_USER vcpu=-)))"

# An average is the time by the number, if both are of the same exits.
for reason in HVC64 SYS64 IRQ; do
	assert_eq "average of $reason" "$(get handling ".reason == \"$reason\"" average_ns)" \
		$(($(column_sum "$b:handling" kernel_ns reason=$reason) / $(column_sum "$b:handling" exits reason=$reason)))
done
assert_eq "average of MMIO" "$(get user '.reason == "MMIO"' average_ns)" \
	$(($(column_sum "$b:userspace" vmm_ns reason=MMIO) / $(column_sum "$b:userspace" returns reason=MMIO)))
for since in 0 1795288577000000000; do
	sed "s/^since.unix_ns .*/&\ntimes.since.unix_ns $since/" "$b" >"$WORK/later"
	assert_eq "averages of times since $since" "$("$KVMTRAP" stat -R "$WORK/later" --by user,handling --json | jq -c '[.views[][].average_ns] | unique')" '[null]'
	"$KVMTRAP" stat -R "$WORK/later" --by handling >"$WORK/out"
	grep -q '^# times were switched on later than counting began: so no averages' "$WORK/out" || fail "$(cat "$WORK/out")"
done

# Plain copies of the files give the same: in one file, and in a directory.
mkdir "$WORK/dir"
awk -v dir="$WORK/dir" '/^kvmtrap / { f = dir "/" $2 } { print > f }' "$b"
rm "$WORK/dir/host" "$WORK/dir/names"
cat "$WORK"/dir/* >"$WORK/all"
for copy in "$WORK/dir" "$WORK/all"; do
	assert_eq "from $copy" "$("$KVMTRAP" --root "$copy" stat --by reason --json | jq -c .views.reason)" \
		"$(jq -c .views.reason "$WORK/json")"
done
"$KVMTRAP" save -R "$b" "$WORK/again"
assert_eq "saved again" "$("$KVMTRAP" stat -R "$WORK/again" --by vm --json)" "$("$KVMTRAP" stat -R "$b" --by vm --json)"

# Times have three digits and a unit.
shown() { # NS
	sed -E "s/^(1 - ended) [0-9]+/\1 $1/" "$b" >"$WORK/time"
	"$KVMTRAP" stat -R "$WORK/time" --by time --vm 1 | awk '$1 == 1 { print $6, $7 }'
}
while read -r ns text; do
	assert_eq "$ns ns" "$(shown "$ns")" "$text"
done <<-TIMES
	0 0 ns
	999 999 ns
	1000 1.00 us
	9994 9.99 us
	9996 10.0 us
	99960 100 us
	999499 999 us
	999500 1.00 ms
	12345678 12.3 ms
	123456789012 123 s
	12345678901234 12346 s
TIMES

# Above 2^53 every digit counts.
sed -E 's/^(1 - io 0x24 MMIO_USER) [0-9]+$/\1 9007199254740993/' "$b" >"$WORK/big"
"$KVMTRAP" stat -R "$WORK/big" --by reason --per vm --json | grep -q ':9007199254740993,' || fail "2^53 + 1 was rounded"
"$KVMTRAP" stat -R "$WORK/big" --by reason --per vm --csv | grep -q ',9007199254740993,' || fail "2^53 + 1 was rounded"
# Above 2^63, too. JSON has the most that its reader holds there.
sed -E 's/^(1 - io 0x24 MMIO_USER) [0-9]+$/\1 9300000000000000000/' "$b" >"$WORK/big"
"$KVMTRAP" stat -R "$WORK/big" --by reason --per vm --csv | grep -q ',9300000000000000000,' || fail "2^63 and more, as CSV"
most=9223372036854775807
"$KVMTRAP" stat -R "$WORK/big" --by reason --vm 1 --json >"$WORK/json"
for what in '"chosen":\[{"vm":1,.*"exits":' '"reason":"MMIO_USER","exits":' '"apart":'; do
	grep -q "$what${most}[,}]" "$WORK/json" || fail "2^63 and more, $what: $(cat "$WORK/json")"
done
"$KVMTRAP" explain "$WORK/big" --vm 1 --json | grep -q "\"vm\":1,.*\"exits\":$most," || fail "2^63 and more, explained"
# From 2^64 on it is none.
sed -E 's/^(1 - io 0x24 MMIO_USER) [0-9]+$/\1 18446744073709551621/' "$b" >"$WORK/big"
assert_eq "2^64 + 5" "$("$KVMTRAP" stat -R "$WORK/big" --by reason --vm 1 --json | jq -c '[.views.reason[] | select(.reason == "MMIO_USER")]')" '[]'
sed "s/^6 web\$/18446744073709551615 web/; s/^6 143 1 live/18446744073709551615 143 1 live/" "$b" >"$WORK/number"
"$KVMTRAP" list -R "$WORK/number" --json | grep -q '{"vm":"18446744073709551615","vm_name":"web"' || fail "a VM of a large number: $("$KVMTRAP" list -R "$WORK/number" --json)"
# Where times are off the module says "-". That is no time of 0.
awk '/^kvmtrap / { table = $2; head = 1 } table == "userspace" && NF == 6 && $1 != "vm" { $6 = "-" } 1' "$b" >"$WORK/off"
"$KVMTRAP" stat -R "$WORK/off" --by user --json >"$WORK/json"
assert_eq "time in the VMM, not measured" "$(jq -c '[.views.user[] | .vmm_ns, .average_ns] | unique' "$WORK/json")" '[null]'
assert_eq "returns" "$(jq '[.views.user[].returns] | add' "$WORK/json")" "$(column_sum "$b:userspace" returns)"
"$KVMTRAP" stat -R "$WORK/off" --by user | grep -q ' 0 ns' && fail "a time of 0"
# A copy of single files has the time of its file, and keeps it.
awk '/^kvmtrap / { on = $2 != "host" && $2 != "names" } on && !/^#/' "$b" >"$WORK/plain"
touch -d '2026-01-02 03:04:05 UTC' "$WORK/plain"
"$KVMTRAP" save -R "$WORK/plain" "$WORK/again"
assert_eq "its time" "$("$KVMTRAP" list -R "$WORK/again" --json | jq '.time | floor')" 1767323045
