# SPDX-License-Identifier: GPL-2.0-only
# Odd texts, and numbers at the edges, in each form of output: CSV as in RFC 4180, JSON, the format of
# Prometheus, and units for people.
. "$(dirname "$0")/../lib/command.sh"
counts="exits cpu mem io irq serror other lost"
# state NAME ROW-OF-HANDLING...: print a state of VM 6 of that name, with octal escapes as in the file.
state() {
	printf '%s\n' "kvmtrap summary 1" "class exits percent" "total 1 100.00" \
		"kvmtrap names 1" "vm name" "6 $1" "kvmtrap vms 1" "vm pid vcpus state comm $counts" \
		"6 77 1 live vmm 18446744073709551615 1 0 0 0 0 0 0" "9999999999999999999 78 1 live vmm 9223372036854775807 1 0 0 0 0 0 0" \
		"kvmtrap handling 1" "vm vcpu class code reason exits kernel_ns" "${@:2}"
}

# --- CSV: what has a comma, a quote, or an end of a line is in quotes; quotes are doubled ---
for c in '042:""' '054:,' '015:\r' '012:\n'; do
	state "a\\${c%%:*}b\\040c" >"$WORK/odd"
	"$KVMTRAP" list -R "$WORK/odd" --csv --columns vm,vm_name,pid --limit 1 --no-header --sort vm >"$WORK/csv"
	printf '6,"a%bb c",77\n' "${c#*:}" | cmp -s - "$WORK/csv" || fail "a name with ${c%%:*}: $(od -c "$WORK/csv")"
done
state 'a\040b' >"$WORK/odd"
assert_eq "no quotes" "$("$KVMTRAP" list -R "$WORK/odd" --csv --columns vm_name,vm --limit 1 --no-header --sort vm)" "a b,6"
# stat -I writes it, and plot reads it: VM names come back as they were.
state 'a\042\054\012\015b' >"$WORK/odd"
"$KVMTRAP" stat -R "$WORK/odd" --by vm --csv >"$WORK/csv"
sed 's/^\([0-9.]*\),,/\1,1,/' "$WORK/csv" >"$WORK/series.csv"
need_tools gnuplot:gnuplot-nox
"$KVMTRAP" plot --by vm -o "$WORK/vm.svg" "$WORK/series.csv"
sed -n 's/<[^>]*>//g; /VM 6/p' "$WORK/vm.svg" | grep -qF 'VM 6 (a",\012\015b)' || fail "the key: $(grep 'VM 6' "$WORK/vm.svg")"

# --- JSON: its integers have 63 bits ---
"$KVMTRAP" list -R "$WORK/odd" --json >"$WORK/json"
grep -qF '"exits":9223372036854775807' "$WORK/json" && ! grep -q -- '-1\b' "$WORK/json" || fail "$(cat "$WORK/json")"
grep -qF '"vm":"9999999999999999999"' "$WORK/json" || fail "$(cat "$WORK/json")"
assert_eq "the name" "$(jq -c '[.rows[] | select(.vm == 6).vm_name]' "$WORK/json")" '["a\",\n\rb"]'

# --- Prometheus ---
name() { state "$1" >"$WORK/odd"; "$KVMTRAP" export -R "$WORK/odd" | sed -n 's/^kvmtrap_vm_info{vm="6",.*name=//p'; }
assert_eq "an end of a line" "$(name 'a\012b')" '"a\nb"} 1'
assert_eq "a backslash" "$(name 'a\134b')" '"a\\b"} 1'
assert_eq "a quote" "$(name 'a\042b')" '"a\"b"} 1'
assert_eq "a comma" "$(name 'a\054b')" '"a,b"} 1'
# libvirt's domain is told without a UUID, too. What is no number is no sample.
state x | sed 's/^vm name$/vm name uuid domain/; s/^6 x$/6 web - 3/' >"$WORK/odd"
printf '%s\n' "kvmtrap health 1" "item value" "exits.lost 1.2.3" "exits.unattributed -1" "returns.missed 4.5" >>"$WORK/odd"
"$KVMTRAP" export -R "$WORK/odd" >"$WORK/prom"
assert_eq "a domain" "$(sed -n 's/^kvmtrap_vm_info{vm="6",//p' "$WORK/prom")" 'pid="77",name="web",domain="web"} 1'
assert_eq "samples of health" "$(grep -E '^kvmtrap_(host_lost_exits|unattributed_exits|missed_returns)_total' "$WORK/prom")" "kvmtrap_missed_returns_total 4.5"
# The time of a histogram is that of its VM: 9 has none, and is before 10.
{ state x "9 0 cpu - R 1 1000" "10 0 cpu - R 1 2000000000"; printf '%s\n' "kvmtrap latency 1" "vm vcpu class from_ns below_ns exits" "10 0 cpu 512 1024 1"; } >"$WORK/odd"
"$KVMTRAP" export -R "$WORK/odd" >"$WORK/prom"
assert_eq "time of VM 10" "$(grep '^kvmtrap_handling_seconds_sum' "$WORK/prom")" 'kvmtrap_handling_seconds_sum{vm="10",class="cpu"} 2.000000000'

# --- units for people: three digits; what rounds to a thousand is one of the next unit ---
times=(999 1000 9994 9995 99949 99950 999499 999500 1000000 999499999 999500000 12345678901 1234567890123)
shown=("999 ns" "1.00 us" "9.99 us" "10.0 us" "99.9 us" "100 us" "999 us" "1.00 ms" "1.00 ms" "999 ms" "1.00 s" "12.3 s" "1235 s")
for i in "${!times[@]}"; do
	state x "6 0 cpu - R$i 1 ${times[i]}" >"$WORK/odd"
	assert_eq "${times[i]} ns" "$("$KVMTRAP" stat -R "$WORK/odd" --by handling --columns kernel_ns --no-header)" "${shown[i]}"
done
# A change has its sign, nothing is +0.
state x "6 0 cpu - SAME 1 500" "6 0 cpu - MORE 1 500" "6 0 cpu - LESS 1 5000" >"$WORK/a"
state x "6 0 cpu - SAME 1 500" "6 0 cpu - MORE 1 6500" "6 0 cpu - LESS 1 1000" >"$WORK/b"
assert_eq "changes" "$("$KVMTRAP" diff "$WORK/a" "$WORK/b" --by handling --columns change_ns,change_percent --no-header | tr -s ' ' | sed 's,^ ,,' | tr '\n' ';')" \
	"+6.00 us 1200.0;-4.00 us -80.0;+0 ns 0.0;"
assert_eq "changes in CSV" "$("$KVMTRAP" diff "$WORK/a" "$WORK/b" --by handling --columns change_ns,change_percent --no-header --csv | tr '\n' ';')" \
	"6000,1200.000;-4000,-80.000;0,0.000;"

# Bars have 40 characters at most, rounded, and one at least.
rows() { for n in 1000 345 338 1; do echo "6 0 cpu $((1 << n % 20)) $((2 << n % 20)) $n"; done; }
{ state x "6 0 cpu - R 1 1"; printf '%s\n' "kvmtrap latency 1" "vm vcpu class from_ns below_ns exits"; rows; } >"$WORK/odd"
assert_eq "bars" "$("$KVMTRAP" stat -R "$WORK/odd" --by latency --sort exits --no-header | awk '{ print length($NF) }' | tr '\n' ' ')" "40 14 14 1 "
# Sorted, a change below 0 is less than none; and VM 9 comes before VM 10.
for order in "change_ns:6000 0 -4000 " "-change_ns:-4000 0 6000 "; do
	assert_eq "sorted by ${order%%:*}" "$("$KVMTRAP" diff "$WORK/a" "$WORK/b" --by handling --sort "${order%%:*}" --json | jq -j '.views.handling[] | "\(.change_ns) "')" "${order#*:}"
done
state x | sed 's/^9999999999999999999 \(.*\)/10 \1\n9 \1\n100 \1/' >"$WORK/ten"
assert_eq "sorted by VM" "$("$KVMTRAP" list -R "$WORK/ten" --sort vm --columns vm --no-header | tr '\n' ' ')" "6 9 10 100 "
