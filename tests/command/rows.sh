# SPDX-License-Identifier: GPL-2.0-only
# --sort, --limit, --columns, --no-header and --timestamps in all commands that print tables; --event
# chooses what it says, as perf kvm stat does; --timeout ends.
. "$(dirname "$0")/../lib/command.sh"
need_tools gnuplot:gnuplot-nox
a=$STATES/a b=$STATES/b amd=$STATES/amd-b
stat() { "$KVMTRAP" stat -R "$b" "$@"; }
column_of() { jq -c "[.views.$1[].$2]" "$WORK/json"; }
# The order is that of the numbers, of texts, or turned round; of a time, and of perf's names.
sorted() { # VIEW COLUMN OPTION JQ
	stat --by "$1" --sort "$3" --json >"$WORK/json"
	assert_eq "$1 by $3" "$(column_of "$1" "$2")" "$(column_of "$1" "$2" | jq -c "$4")"
	[ "$(column_of "$1" "$2" | jq 'unique | length')" -gt 1 ] || fail "$1: nothing to sort"
}
sorted vm irq irq 'sort | reverse'
sorted vm irq -irq sort
sorted vm vm vm sort
sorted vm vm -vm 'sort | reverse'
sorted reason reason reason sort
sorted handling exits sample 'sort | reverse'
sorted handling kernel_ns time 'sort | reverse'
sorted handling average_ns avg 'sort | reverse'
sorted class exits -exits sort
# What has no value comes last in either order.
for sort in vcpu -vcpu; do
	stat --by vcpu --sort $sort --json >"$WORK/json"
	assert_eq "no value, by $sort" "$(column_of vcpu vcpu | jq -c '[(index(null) != null), (.[index(null):] | unique)]')" '[true,[null]]'
done
stat --by reason,vm --sort irq --json >"$WORK/json"
assert_eq "a view without the column" "$(column_of reason exits)" "$(column_of reason exits | jq -c 'sort | reverse')"
assert_eq "perf's word" "$(stat --by handling -k time)" "$(stat --by handling --key=time)"
for command in "list -a" "report $WORK/amd.dat" "diff $a" "stat --vmtop"; do
	gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
	case $command in
	list*) how="-R $b" column=exits rows=.rows ;;
	report*) how='' column=max_ns rows=.rows ;;
	diff*) how="$b --by reason" column=a rows=.views.reason ;;
	*) how="-R $b" column=exits rows=.rows ;;
	esac
	# shellcheck disable=SC2086 # words
	for sort in $column -$column; do
		"$KVMTRAP" $command $how --sort $sort --json >"$WORK/json"
		want='sort'
		[ $sort != $column ] || want='sort | reverse'
		assert_eq "$command by $sort" "$(jq -c "[${rows}[].$column]" "$WORK/json")" "$(jq -c "[${rows}[].$column] | $want" "$WORK/json")"
		"$KVMTRAP" $command $how --sort $sort --limit 2 --json >"$WORK/two"
		assert_eq "two rows of $command" "$(jq -c "$rows" "$WORK/two")" "$(jq -c "${rows}[:2]" "$WORK/json")"
	done
	# shellcheck disable=SC2086
	"$KVMTRAP" $command $how --columns $column --csv >"$WORK/csv"
	assert_eq "$command, a column" "$(tail -n 1 "$WORK/csv" | sed 's/^[0-9.]*,,//' | tr -d -- -0-9)" ""
	# shellcheck disable=SC2086
	"$KVMTRAP" $command $how --columns $column --csv --no-header >"$WORK/bare"
	assert_eq "$command without a header" "$(cat "$WORK/bare")" "$(sed 1d "$WORK/csv")"
done
# Without rows there is nothing then.
sed 's/ live / ended /' "$b" >"$WORK/all-ended"
"$KVMTRAP" list -R "$WORK/all-ended" --no-header >"$WORK/out"
assert_eq "no VM" "$(cat "$WORK/out")" ""
# People are told what is left out.
stat --by vm --limit 3 >"$WORK/out"
assert_eq "rows and what is left out" "$(sed -n '4,$p' "$WORK/out" | cut -c1-3 | head -n 4 | tr '\n' ' ')" "1   4   6   # a "
grep -qx '# and 5 more' "$WORK/out" || fail "$(cat "$WORK/out")"
# Columns in the order of the command line, in each form. Some are seen only so.
assert_eq "columns" "$(stat --by vm --columns vm_name,exits,vm --no-header --limit 2)" "trapgen  20869  1
trapgen   4198  4"
assert_eq "columns as JSON" "$(stat --by vm,reason --columns vm,irq --json | jq -c '[.views | keys, (.vm[0] | keys_unsorted)]')" '[["vm"],["vm","irq"]]'
sed '/^kvmtrap names/,/^kvmtrap vms/ { s/^vm name$/vm name uuid domain/; s/^6 web$/6 web 4dea22b3-1d52-d8f3-2516-782e98ab3fa0 1/ }' "$b" >"$WORK/uuid"
assert_eq "a UUID" "$("$KVMTRAP" stat -R "$WORK/uuid" --by vm --vm web --columns vm_uuid --no-header)" 4dea22b3-1d52-d8f3-2516-782e98ab3fa0
# The time is in each row.
TZ=UTC stat --by vm --no-header --timestamps --columns vm --limit 2 >"$WORK/out"
assert_eq "times" "$(cat "$WORK/out")" "2026-11-21T19:16:28+0000  1
2026-11-21T19:16:28+0000  4"
# It is that of the time zone, also in headings.
export TZ=XYZ-5:30
assert_eq "times elsewhere" "$(stat --by vm --no-header --timestamps --columns vm --limit 1)" "2026-11-22T00:46:28+0530  1"
for what in stat "explain" "top --batch -n 1"; do
	"$KVMTRAP" $what -R "$b" >"$WORK/out"
	head -n 1 "$WORK/out" | grep -q '2026-11-22 00:46:28' || fail "$what elsewhere: $(head -n 1 "$WORK/out")"
done
unset TZ
TZ=UTC stat --by vm --timestamps --limit 1 | grep -q '^Time  *VM  VM name' || fail "no title of the times"
assert_eq "times of a list as CSV" "$("$KVMTRAP" list -R "$b" --csv --timestamps --columns vm --limit 1 | tr '\n' ' ')" "time,vm 1795288588.667,3 "
says() { # TEXT ARGUMENT...
	local status=0
	"$KVMTRAP" "${@:2}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of kvmtrap ${*:2}" $status 1
	grep -qF -- "$1" "$WORK/err" || fail "kvmtrap ${*:2}: $(cat "$WORK/err")"
	[ ! -s "$WORK/out" ] || fail "kvmtrap ${*:2}: $(cat "$WORK/out")"
}
says "there is no column 'exist'; did you mean 'exits'?" stat -R "$b" --by vm --sort exist
says "there is no column 'xyzzy'; there are: class exits percent" stat -R "$b" --by class --columns exits,xyzzy
assert_eq "each column once" "$("$KVMTRAP" stat -R "$b" --sort xyzzy 2>&1 | sed 's,.*there are: ,,' | tr ' ' '\n' | sort | uniq -d)" ""
says "there is no column 'per_second'" stat -R "$b" --by class --sort per_second
says "there is no column 'change_'; did you mean" diff "$a" "$b" --sort change_
says "there is no column 'vm_names'; did you mean 'vm_name'?" list -R "$b" --columns vm_names
says "there is no column 'p999_ns'; did you mean 'p99_ns'?" report "$WORK/amd.dat" -k p999_ns

# --event: reasons, classes, patterns, and perf's events, with what was trapped on.
event() { # STATE EVENTS: the sum of their exits by reason
	"$KVMTRAP" stat -R "$1" -e "$2" --json >"$WORK/json"
	jq '[.views.reason[].exits] | add // 0' "$WORK/json"
}
sum() { local n=0 r; for r in "${@:2}"; do n=$((n + $(column_sum "$1:reasons" exits "$r"))); done; echo $n; }
assert_eq "vmexit" "$(event "$b" vmexit)" "$(column_sum "$b:reasons" exits)"
assert_eq "and nothing of what was trapped on" "$(jq -c '.views | keys' "$WORK/json")" '["reason"]'
assert_eq "a reason" "$(event "$b" hvc64)" "$(sum "$b" reason=HVC64)"
assert_eq "only reasons" "$(jq -c '.views | keys' "$WORK/json")" '["reason"]'
assert_eq "a pattern" "$(event "$b" 'mmio_*')" "$(sum "$b" reason=MMIO_USER reason=MMIO_KERNEL)"
assert_eq "two" "$(event "$b" HVC64,IRQ)" "$(sum "$b" reason=HVC64 reason=IRQ)"
assert_eq "a class" "$(event "$b" mem)" "$(sum "$b" class=mem)"
assert_eq "mmio" "$(event "$b" mmio)" "$(sum "$b" reason=MMIO_USER reason=MMIO_KERNEL)"
assert_eq "pages" "$(jq '[.views.hot[].exits] | add' "$WORK/json")" "$(column_sum "$b:hot" exits kind=page)"
assert_eq "msr on arm64" "$(event "$b" msr)" "$(sum "$b" reason=SYS64)"
assert_eq "registers" "$(jq '[.views.hot[].exits] | add' "$WORK/json")" "$(column_sum "$b:hot" exits kind=sysreg)"
assert_eq "ioport" "$(event "$amd" ioport)" "$(sum "$amd" reason=PIO_USER reason=PIO_KERNEL)"
assert_eq "ports" "$(jq '[.views.hot[].exits] | add' "$WORK/json")" "$(column_sum "$amd:hot" exits kind=port)"
assert_eq "msr on x86" "$(event "$amd" msr)" "$(sum "$amd" reason=MSR)"
assert_eq "all of perf's" "$(event "$amd" msr,ioport,mmio)" "$(sum "$amd" reason=MSR reason=PIO_USER reason=PIO_KERNEL reason=MMIO_USER reason=MMIO_KERNEL)"
assert_eq "hypercall" "$(event "$amd" hypercall)" "$(sum "$amd" reason=VMMCALL)"
assert_eq "interrupt" "$(event "$amd" interrupt)" "$(sum "$amd" reason=INTR)"
assert_eq "the views, by time" "$("$KVMTRAP" stat -R "$amd" -k time --json | jq -c '.views | keys')" \
	'["class","handling","percentiles","time","user"]'
assert_eq "by time" "$("$KVMTRAP" stat -R "$amd" -e ioport -k time --json | jq '[.views.handling[].kernel_ns] | add')" "$(column_sum "$amd:handling" kernel_ns reason=PIO_USER)"
"$KVMTRAP" report "$WORK/amd.dat" --json >"$WORK/all"
for of in vmexit:'true' mmio,cpu:'(.reason | startswith("MMIO_")) or .class == "cpu"' 'n*':'.reason == "NPF"' ioport:'.reason == "PIO_USER"' hlt:false; do
	assert_eq "report --event ${of%%:*}" "$("$KVMTRAP" report "$WORK/amd.dat" --event "${of%%:*}" --json | jq -c '[.rows[] | [.reason, .exits, .p50_ns]]')" \
		"$(jq -c "[.rows[] | select(${of#*:}) | [.reason, .exits, .p50_ns]]" "$WORK/all")"
done
assert_eq "shares of these" "$("$KVMTRAP" report "$WORK/amd.dat" --event mmio --json | jq '[.rows[].percent] | add')" 100
# An event that only the other architecture has can never be seen; one of both is enough.
for command in "stat -R $amd" "top --batch -n 1 -R $amd" "report $WORK/amd.dat" "plot $WORK/amd.dat"; do
	# shellcheck disable=SC2086 # words
	says "x86 has no reason 'HVC64': kvmtrap names reasons --arch x86 shows all" $command --event HVC64
done
says "arm64 has no reason 'EPT*'" stat -R "$b" -e 'EPT*'
for event in ioport port reg; do says "arm64 has no reason '$event'" stat -R "$b" -e $event; done
assert_eq "a reason of each" "$(event "$amd" HVC64,VMMCALL)" "$(sum "$amd" reason=VMMCALL)"
assert_eq "a report of nothing" "$("$KVMTRAP" report "$WORK/amd.dat" -e hlt | tail -n 1)" "no exit in it is one of these"
assert_eq "of a vCPU" "$("$KVMTRAP" stat -R "$b" -e mmio,IRQ --vm 4 --vcpu 0 --json | jq -c '[.views.reason[].exits], (.views | keys)' | tr '\n' ' ')" \
	"[$(column_sum "$b:reasons" exits vm=4 reason=IRQ)] [\"reason\"] "

# --timeout ends it, with and without intervals; the last interval is cut short.
can_mount || { echo "no mount namespaces here: --timeout was not tried"; exit 4; }
# shellcheck disable=SC2016 # the inner shell's
on_host "$b" '"$KVMTRAP" stat --timeout 50ms --by class --json' >"$WORK/json"
assert_eq "one part" "$(jq -c '.seconds >= 0.05' "$WORK/json")" true
# shellcheck disable=SC2016
on_host "$b" '"$KVMTRAP" stat -I 1h --timeout 50ms --by class --json' >"$WORK/json"
assert_eq "a part that is cut short" "$(jq -c '.seconds >= 0.05 and .seconds < 3600' "$WORK/json")" true
# shellcheck disable=SC2016
on_host "$b" '"$KVMTRAP" stat -I 50ms --timeout 500ms --by class --json' >"$WORK/json"
# CSV would round each of them.
assert_eq "all parts" "$(jq -s '[.[].seconds] | add >= 0.4999999' "$WORK/json")" true
