# SPDX-License-Identifier: GPL-2.0-only
# --vm takes a number, a name, a pattern, a UUID, libvirt's domain or a PID, and --pid a PID, in all
# commands. What means nothing is an error with the nearest names. An idle VM says that it is idle.
. "$(dirname "$0")/../lib/command.sh"
need_tools gnuplot:gnuplot-nox
a=$STATES/a b=$STATES/b
# uuid STATE: print it with UUIDs and libvirt's domains for VMs 6 and 4.
uuid() {
	sed '/^kvmtrap names/,/^kvmtrap vms/ { s/^vm name$/vm name uuid domain/
		s/^6 web$/6 web 4dea22b3-1d52-d8f3-2516-782e98ab3fa0 17\n4 - 5dea22b3-1d52-d8f3-2516-782e98ab3fa0 -/ }' "$1"
}
uuid "$b" >"$WORK/uuid"
number() { # STATE OPTION...: the VMs that stat shows
	"$KVMTRAP" stat -R "$1" --by vm "${@:2}" --json | jq -c '[.views.vm[].vm | tostring] | sort'
}
assert_eq "by number" "$(number "$b" --vm 2)" '["2"]'
assert_eq "by name" "$(number "$b" --vm web)" '["6"]'
assert_eq "by pattern" "$(number "$b" --vm 'w?b')" '["6"]'
assert_eq "by pattern" "$(number "$b" --vm '[vw]*')" '["6"]'
assert_eq "by UUID" "$(number "$WORK/uuid" --vm 4DEA22B3-1d52-d8f3-2516-782e98ab3fa0)" '["6"]'
assert_eq "by UUID without a name" "$(number "$WORK/uuid" --vm uuid:5dea22b3-1d52-d8f3-2516-782e98ab3fa0)" '["4"]'
assert_eq "by libvirt's ID" "$(number "$WORK/uuid" --vm domain:17)" '["6"]'
assert_eq "by libvirt's name" "$(number "$WORK/uuid" --vm domain:web)" '["6"]'
assert_eq "by PID" "$(number "$b" -p 143)" '["6"]'
assert_eq "by PID" "$(number "$b" --vm pid:143)" '["6"]'
# Several: those that live, if any does.
assert_eq "a name of two VMs" "$(number "$b" --vm trapgen)" '["3","4"]'
assert_eq "a pattern of all" "$(number "$b" --vm '*')" '["3","4","6"]'
assert_eq "a list" "$(number "$b" --vm 3,w*,8)" '["3","6","8"]'
assert_eq "a list with a prefix within" "$(number "$b" --vm 3,pid:143,name:web)" '["3","6"]'
assert_eq "a prefix for what follows" "$(number "$b" --vm pid:143,145,name:web)" '["1","6"]'
assert_eq "options" "$(number "$b" --vm 3 -p 143,145)" '["1","3","6"]'
sed 's/ live / ended /' "$b" >"$WORK/all-ended"
assert_eq "those that ended" "$(number "$WORK/all-ended" --vm trapgen)" '["1","2","3","4","5","7","8"]'
# A name may look like a pattern, a number, a list or a prefix.
sed 's/^6 web$/6 [vw]*\n4 77\n3 a,b\n5 pid:1/' "$b" >"$WORK/odd"
assert_eq "a name like a pattern" "$(number "$WORK/odd" --vm '[vw]*')" '["6"]'
assert_eq "a name like a number" "$(number "$WORK/odd" --vm 77)" '["4"]'
assert_eq "a name like a list" "$(number "$WORK/odd" --vm a,b)" '["3"]'
assert_eq "a name like a prefix" "$(number "$WORK/odd" --vm name:pid:1)" '["5"]'
assert_eq "a name, not the number" "$(number "$WORK/odd" --vm name:77)" '["4"]'
# The sums are those of the chosen VMs and vCPU.
sum() { "$KVMTRAP" stat -R "$b" --by reason "$@" --json | jq '[.views.reason[].exits] | add'; }
assert_eq "of two VMs" "$(sum --vm 3,6)" $(($(column_sum "$b:reasons" exits vm=3) + $(column_sum "$b:reasons" exits vm=6)))
assert_eq "of a vCPU of each VM" "$(sum --vcpu 0)" "$(column_sum "$b:reasons" exits vcpu=0)"
assert_eq "of a vCPU" "$(sum --vm trapgen --vcpu 1)" "$(column_sum "$b:reasons" exits vm=3 vcpu=1)"
for only in "vm=3 vcpu=1" vcpu=1; do
	how=${only/vm=/--vm }
	# shellcheck disable=SC2086 # words
	assert_eq "$only, by class and by VM" "$("$KVMTRAP" stat -R "$b" --by class,vm ${how/vcpu=/--vcpu } --json |
		jq -c '[(.views.class[] | select(.class == "mem" or .class == "total").exits), (.views.vm[] | select(.vm == 3) | .mem, .exits)]')" \
		"[$(column_sum "$b:reasons" exits class=mem $only),$(column_sum "$b:reasons" exits $only),$(column_sum "$b:reasons" exits vm=3 vcpu=1 class=mem),$(column_sum "$b:reasons" exits vm=3 vcpu=1)]"
done
"$KVMTRAP" stat -R "$b" --vm trapgen >"$WORK/out"
grep -q '^# kvmtrap, .*, VMs 3 (trapgen), 4 (trapgen)$' "$WORK/out" || fail "$(cat "$WORK/out")"
assert_eq "chosen" "$("$KVMTRAP" stat -R "$WORK/uuid" --vm 4,web --json --by vm | jq -c '.chosen')" \
	'[{"vm":4,"vm_name":"trapgen","vm_uuid":"5dea22b3-1d52-d8f3-2516-782e98ab3fa0","exits":4198},{"vm":6,"vm_name":"web","vm_uuid":"4dea22b3-1d52-d8f3-2516-782e98ab3fa0","exits":1868}]'
assert_eq "nothing chosen" "$("$KVMTRAP" stat -R "$b" --json | jq 'has("chosen")')" false
assert_eq "chosen, without a UUID" "$("$KVMTRAP" stat -R "$b" --vm 4 --json --by vm | jq -c '[.chosen[] | .vm, .vm_uuid]')" '[4,null]'
# A copy without the file does not tell whether a VM is idle.
sed -e '$a# end' -e '/^kvmtrap vms/,/^kvmtrap vcpus/ { /^kvmtrap vcpus/!d }' "$b" >"$WORK/few"
"$KVMTRAP" stat -R "$WORK/few" --vm 4 --by reason >"$WORK/out"
! grep 'no exits' "$WORK/out" || fail "idle, without a file that tells it"
assert_eq "exits that are not told" "$("$KVMTRAP" stat -R "$WORK/few" --vm 4 --json | jq '.chosen[0].exits')" null

# A VM whose exits were all lost is not idle.
awk '/^kvmtrap / { t = $2 } t == "reasons" && $1 == 2 { next } (t == "vms" || t == "vcpus") && $1 == 2 { $NF = 3 } { print }' "$b" >"$WORK/lost"
"$KVMTRAP" stat -R "$WORK/lost" --vm 2 --by vm >"$WORK/out"
! grep 'no exits' "$WORK/out" || fail "idle, though exits were lost"
"$KVMTRAP" stat -R "$WORK/lost" --vm 2 --by vm --json | jq -e '.views.vm[0] | .exits == 0 and .lost == 3' >/dev/null || fail "$(cat "$WORK/out")"

# In every command.
assert_eq "list" "$("$KVMTRAP" list -R "$b" --vm 'tr*' --json | jq -c '[.rows[].vm]')" '[3,4]'
assert_eq "list, one that ended" "$("$KVMTRAP" list -R "$b" --vm 8 --json | jq -c '[.rows[].vm]')" '[8]'
assert_eq "list --all" "$("$KVMTRAP" list -aR "$b" --vm 'tr*' --json | jq -c '[.rows[].vm]')" '[1,2,3,4,5,7,8]'
assert_eq "list --vcpus" "$("$KVMTRAP" list --vcpus -R "$b" -p 142 --json | jq -c '[.rows[].tid]')" '[151,152]'
vcpus() { "$KVMTRAP" list -R "$b" "$@" --json | jq -c '[.rows[] | [.vm, .vcpu]]'; }
assert_eq "list --vcpu" "$(vcpus --vcpu 0)" '[[3,0],[4,0],[6,0]]'
assert_eq "list --vm --vcpu" "$(vcpus --vm 3 --vcpu 1)" '[[3,1]]'
assert_eq "list --vcpu -" "$(vcpus --vcpu -)" "$(awk '/^kvmtrap / { on = $2 == "vcpus" } on && $2 == "-" { printf "%s[%s,null]", n++ ? "," : "[", $1 } END { print "]" }' "$b")"
assert_eq "list, UUID" "$("$KVMTRAP" list -R "$WORK/uuid" --json | jq -c '.rows[] | select(.vm == 6) | [.domain_id, .vm_uuid]')" \
	'[17,"4dea22b3-1d52-d8f3-2516-782e98ab3fa0"]'
"$KVMTRAP" list -R "$WORK/uuid" | grep -q '^6 .* qemu-system-aar  17  *4dea22b3-1d52-d8f3-2516-782e98ab3fa0$' || fail "$("$KVMTRAP" list -R "$WORK/uuid")"
"$KVMTRAP" list -R "$b" >"$WORK/out"
! grep -q UUID "$WORK/out" || fail "a column without UUIDs"
assert_eq "export" "$("$KVMTRAP" export -R "$WORK/uuid" | grep '^kvmtrap_vm_info.*pid="14[34]')" \
	'kvmtrap_vm_info{vm="4",pid="144",name="trapgen",uuid="5dea22b3-1d52-d8f3-2516-782e98ab3fa0"} 1
kvmtrap_vm_info{vm="6",pid="143",name="web",uuid="4dea22b3-1d52-d8f3-2516-782e98ab3fa0",domain="web"} 1'
assert_eq "UUID of a row" "$("$KVMTRAP" stat -R "$WORK/uuid" --by reason --per vm --vm web --json | jq -r '.views.reason[0].vm_uuid')" \
	4dea22b3-1d52-d8f3-2516-782e98ab3fa0
"$KVMTRAP" stat -R "$WORK/uuid" --by vm >"$WORK/out"
! grep -q dea22b3 "$WORK/out" || fail "people see UUIDs that they have not asked for"
assert_eq "vmtop" "$("$KVMTRAP" stat -R "$b" --vmtop --vm trapgen --vcpu 0 --json | jq -c '[.rows[].pid]')" '[142,144]'
assert_eq "diff by name" "$("$KVMTRAP" diff "$a" "$b" --vm 6:web --by reason --csv)" "$("$KVMTRAP" diff "$a" "$b" --vm 6 --by reason --csv)"
assert_eq "diff by PID" "$("$KVMTRAP" diff "$a" "$b" -p 143 --by reason --csv)" "$("$KVMTRAP" diff "$a" "$b" --vm 6 --by reason --csv)"
assert_eq "diff by two PIDs" "$("$KVMTRAP" diff "$a" "$b" --vm pid:143:pid:144 --by reason --csv)" "$("$KVMTRAP" diff "$a" "$b" --vm 6:4 --by reason --csv)"
assert_eq "diff per VM" "$("$KVMTRAP" diff "$a" "$b" --by class --per vm --json | jq '.views.class[] | select(.vm == 1 and .class == "io").change')" \
	$(($(column_sum "$b:reasons" exits vm=1 class=io) - $(column_sum "$a:reasons" exits vm=1 class=io)))
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
"$KVMTRAP" report "$WORK/amd.dat" --per vm --json >"$WORK/all"
vm=$(jq '[.rows[].vm] | max' "$WORK/all")
assert_eq "report" "$("$KVMTRAP" report "$WORK/amd.dat" --vm "$vm" --json | jq '[.rows[].exits] | add')" "$(jq "[.rows[] | select(.vm == $vm).exits] | add" "$WORK/all")"

# Each view of each VM or vCPU, or the file that does not tell it.
for per in vm vcpu; do
	"$KVMTRAP" stat -R "$b" --by class --per $per --json >"$WORK/json"
	for class in cpu mem io irq total; do
		where=class=$class
		[ $class != total ] || where=vm=4
		assert_eq "class $class per $per" "$(jq "[.views.class[] | select(.vm == 4 and .class == \"$class\").exits] | add // 0" "$WORK/json")" \
			"$(column_sum "$b:reasons" exits vm=4 $where)"
	done
	assert_eq "shares per $per" "$(jq '[.views.class[] | select(.class == "total").percent] | add | round' "$WORK/json")" 100
done
assert_eq "vm per vcpu" "$("$KVMTRAP" stat -R "$b" --by vm --per vcpu --json | jq -c .views.vm)" "$("$KVMTRAP" stat -R "$b" --by vcpu --json | jq -c .views.vcpu)"
assert_eq "class of a VM" "$("$KVMTRAP" stat -R "$b" --by class --vm 1 --json | jq -c '[.views.class[] | select(.class == "io" or .class == "total").exits]')" \
	"[$(column_sum "$b:reasons" exits vm=1 class=io),$(column_sum "$b:reasons" exits vm=1)]"
sed -e '$a# end' -e '/^kvmtrap userspace/,/^kvmtrap v/ { /^kvmtrap v/!d }' "$b" >"$WORK/few"
"$KVMTRAP" stat -R "$WORK/few" --by user | grep -qx "nothing by user: there is no file 'userspace' in this copy" || fail "$("$KVMTRAP" stat -R "$WORK/few" --by user)"

# A table with rows, none of which was asked for, is no reason to ask for the parameter.
assert_eq "no rows of hot" "$("$KVMTRAP" stat -R "$b" --by hot --event msr --vm 3 | grep '^nothing')" "nothing by hot"
"$KVMTRAP" stat -R "$b" --by time --per vcpu --vm 3 --vcpu - >"$WORK/out"
grep -qx '# vCPU - of VM 3 (trapgen): no exits: no vCPU that had any has ended' "$WORK/out" && grep -qx 'nothing by time' "$WORK/out" || fail "$(cat "$WORK/out")"
awk '/^kvmtrap / { in_it = $2 == "hot"; line = 0 } !in_it || line++ < 2' "$b" >"$WORK/no-hot"
assert_eq "no hot" "$("$KVMTRAP" stat -R "$WORK/no-hot" --by hot | grep '^nothing')" "nothing by hot; was it made without hot=1?"
# says STATUS TEXT ARGUMENT...
says() {
	local status=0
	"$KVMTRAP" "${@:3}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of kvmtrap ${*:3}: $(cat "$WORK/err")" "$status" "$1"
	grep -qF -- "$2" "$WORK/err" || fail "kvmtrap ${*:3}: $(cat "$WORK/err")"
	[ "$1" -eq 2 ] || assert_eq "lines of kvmtrap ${*:3}: $(cat "$WORK/err")" "$(wc -l <"$WORK/err")" 1
	[ ! -s "$WORK/out" ] || fail "kvmtrap ${*:3}: $(cat "$WORK/out")"
}
there='there are 3 (trapgen), 4 (trapgen), 6 (web): kvmtrap list --all --root COPY shows all'
for vm in 99 -1 'x*' name:3; do
	says 1 "there is no VM '${vm#*:}'; $there" stat -R "$b" --vm="$vm" --by vm
	says 1 "there is no VM '${vm#*:}'; $there" stat -R "$b" --vm="$vm" --by vm --json
done
says 1 "there is no VM with the UUID 'web'; $there" stat -R "$b" --vm=uuid:web
says 1 "there is no VM with the UUID '-'; $there" stat -R "$b" --vm=uuid:-
says 1 "there is no libvirt domain 'web'; $there" stat -R "$b" --vm=domain:web
says 1 "there is no libvirt domain 'wbe'; did you mean 'web'?" stat -R "$b" --vm=domain:wbe
for command in "list -R $b" "diff $b $b" "report $WORK/amd.dat" "plot $WORK/amd.dat"; do
	# shellcheck disable=SC2086 # words
	says 1 "there is no VM '99'" $command --vm 99
done
says 1 "there is no VM '9'; there are" stat -R "$b" --vm 3,9,6
says 1 "there is no VM 'wbe'; did you mean 'web'?" stat -R "$b" --vm wbe
says 1 "there is no VM 'apge'; did you mean 'trapgen'?" stat -R "$b" --vm apge
says 1 "there is no VM 'x'; none is running: kvmtrap list --all --root COPY shows those that ended" stat -R "$WORK/all-ended" --vm x
says 1 'there is no VM 143: it is the PID of VM 6 (web): say --pid 143' stat -R "$b" --vm 143
says 1 "there is no VM of PID '999'; there are 142 (trapgen), 144 (trapgen), 143 (web)" stat -R "$b" --pid 999
says 1 '152 is the thread of a vCPU of VM 3 (trapgen): say --pid 142 or --vm 3' stat -R "$b" --pid 152
says 1 'this copy tells no PIDs: choose with --vm' report "$WORK/amd.dat" --pid 1
says 1 'VM 4 (trapgen) has no vCPU 1; it has 0' stat -R "$b" --vm 4 --vcpu 1
says 1 'VM 1 (trapgen) has no vCPU 0; it has -' stat -R "$b" --vm 1 --vcpu 0
says 1 'no VM of these has a vCPU 2: kvmtrap list --vcpus --all --root COPY shows all' stat -R "$b" --vm trapgen --vcpu 2
says 1 'no VM has a vCPU 2' stat -R "$b" --vcpu 2
says 1 "there is no VM '99' in $b" diff "$b" "$b" --vm 99
says 1 "there is no VM '98' in $b" diff "$b" "$b" --vm 1:98
says 2 '--vm needs a VM' stat -R "$b" --vm ''
says 2 "--pid needs the number of a VMM's process, not 'web'" stat -R "$b" -p web
says 2 "--vcpu needs the number of a vCPU" stat -R "$b" --vcpu one
says 2 'the module resets all VMs at once' reset --vm web
says 2 "the file 'hot' does not tell vCPUs apart" stat -R "$b" --by hot --per vcpu
says 2 "the file 'hot' does not tell vCPUs apart" stat -R "$b" --by hot --vcpu 0
"$KVMTRAP" stat -R "$b" --by class --csv >"$WORK/class.csv"
says 1 'a CSV is drawn whole' plot "$WORK/class.csv" --vm 1

# On a live host, the error comes before the command is started.
can_mount || { echo "no mount namespaces here: a live host was not tried"; exit 4; }
# shellcheck disable=SC2016 # the inner shell's
on_host "$b" '"$KVMTRAP" stat --vm 99 -- touch "$WORK/touched"' 2>"$WORK/err" && fail "watched a VM that is not there"
grep -q "there is no VM '99'" "$WORK/err" || fail "$(cat "$WORK/err")"
[ ! -e "$WORK/touched" ] || fail "the command was started"
# Nor is the file written to.
echo old >"$WORK/kept"
for how in "stat --vm 99 -o $WORK/kept" "stat --vm 99 -o $WORK/kept -- true" "stat --vm 99 -I 1 -o $WORK/kept"; do
	on_host "$b" "\"\$KVMTRAP\" $how" 2>"$WORK/err" && fail "$how"
	grep -q "there is no VM '99'" "$WORK/err" || fail "$how: $(cat "$WORK/err")"
	assert_eq "the file of $how" "$(cat "$WORK/kept")" old
done

# An idle VM is no error, and says so: idle in this time, halted or in the guest, ended, not counted.
parameters=/sys/module/kvmtrapcount/parameters
idle() { # TEXT VM SCRIPT [BEFORE]: stat says TEXT of VM, which has no exits while SCRIPT runs
	on_host "$b" "${4-} \"\$KVMTRAP\" stat --vm $2 --by vm,reason -- bash -c '$3'" 2>"$WORK/out" || fail "an idle VM: status $?: $(cat "$WORK/out")"
	grep -qxF -- "$1" "$WORK/out" || fail "'$1' is not in: $(cat "$WORK/out")"
}
idle '# VM 3 (trapgen): no exits in this time: it is idle, or never leaves the guest (times=1 tells which)' 3 true
grep -qx 'nothing moved by vm' "$WORK/out" && grep -qx 'nothing moved by reason' "$WORK/out" || fail "$(cat "$WORK/out")"
idle '# VM 8 (trapgen): no exits in this time: it has ended' 8 true
ran() { # COLUMN: add to it for VM 3
	echo "awk -v CONVFMT=%.0f 'NR == 2 { for (i = 1; i <= NF; i++) { if (\$i == \"$1\") c = i; if (\$i == \"total_ns\") t = i } } \$1 == 3 { \$c += 1000; \$t += 1000 } { print }' /sys/kernel/debug/kvmtrap/times >$WORK/times; cp $WORK/times /sys/kernel/debug/kvmtrap/times"
}
ran guest_ns >"$WORK/in-guest"
ran halted_ns >"$WORK/halted"
idle '# VM 3 (trapgen): no exits in this time: it ran in the guest all the time' 3 ". $WORK/in-guest"
idle '# VM 3 (trapgen): no exits in this time: it is idle' 3 ". $WORK/halted"
ran vmm_ns >"$WORK/in-vmm"
idle '# VM 3 (trapgen): no exits in this time: it is idle' 3 ". $WORK/in-vmm"
idle '# VM 3 (trapgen): not counted, as filter_vm=6' 3 true "echo 6 >$parameters/filter_vm;"
idle '# VM 3 (trapgen): not counted, as filter_pid=1' 3 true "echo 1 >$parameters/filter_pid;"
idle '# VM 3 (trapgen): no exits in this time: it is idle, or never leaves the guest (times=1 tells which)' 3 true "echo 3 >$parameters/filter_vm; echo 142 >$parameters/filter_pid;"
idle '# VM 3 (trapgen): not counted, as enabled=0' 3 true "echo N >$parameters/enabled; echo 142 >$parameters/filter_pid;"
idle '# VM 3 (trapgen): no exits in this time: it is idle, or never leaves the guest (times=1 tells which)' 'trapgen,qemu*' true
grep -q '^# VM 6 (qemu-system-aar): no exits' "$WORK/out" || fail "$(cat "$WORK/out")"
for on in Y:'all VMs are counted' N:"counting is switched off: echo 1 > $parameters/enabled"; do
	on_host "$b" "for p in filter_vm filter_pid; do echo 0 >$parameters/\$p; done; echo ${on%%:*} >$parameters/enabled
		"'"$KVMTRAP" filter' >"$WORK/out"
	assert_eq "filter, enabled=${on%%:*}" "$(cat "$WORK/out")" "${on#*:}"
done
# shellcheck disable=SC2016
on_host "$b" '"$KVMTRAP" stat --vm 3 --json -o "$WORK/json" -- true'
assert_eq "idle, as JSON" "$(jq -c '.chosen[0].exits' "$WORK/json")" 0

# A VM is found by name, even if it has ended after the first snapshot, or others have come.
# shellcheck disable=SC2016
on_host "$a" '"$KVMTRAP" stat --vm qemu-system-aar --by reason --json -o "$WORK/json" -- bash -c "become $STATES/b"'
assert_eq "by name" "$(jq '[.views.reason[].exits] | add' "$WORK/json")" \
	"$(($(column_sum "$b:reasons" exits vm=6) - $(column_sum "$a:reasons" exits vm=6)))"
# One that comes with the name is counted as well.
sed 's/^\([67] .*\) ended trapgen/\1 live qemu-system-aar/' "$b" >"$WORK/more"
# shellcheck disable=SC2016
on_host "$a" '"$KVMTRAP" stat --vm qemu-system-aar --by reason --json -o "$WORK/json" -- bash -c "become $WORK/more"'
assert_eq "one that comes" "$(jq -c '[[.chosen[].vm], ([.views.reason[].exits] | add)]' "$WORK/json")" \
	"[[6,7],$(($(column_sum "$b:reasons" exits vm=6) - $(column_sum "$a:reasons" exits vm=6) + $(column_sum "$b:reasons" exits vm=7) - $(column_sum "$a:reasons" exits vm=7)))]"

# A module that was loaded anew numbers them anew: the one that had the number is not meant.
sed 's/^since.unix_ns .*/since.unix_ns 1795288580000000000/; s/^\(6 .*\) qemu-system-aar /\1 trapgen /
	s/^\(7 .*\) ended trapgen/\1 live qemu-system-aar/' "$b" >"$WORK/anew"
# shellcheck disable=SC2016
on_host "$a" '"$KVMTRAP" stat --vm qemu-system-aar --by reason --json -o "$WORK/json" -- bash -c "become $WORK/anew"'
assert_eq "numbered anew" "$(jq -c '[[.chosen[].vm], ([.views.reason[].exits] | add)]' "$WORK/json")" "[[7],$(column_sum "$b:reasons" exits vm=7)]"

# The filters of the module take the same words.
filter() { # OPTION...: filter_vm and filter_pid after it
	# shellcheck disable=SC2016
	on_host "$b" 'cd '$parameters'; echo 5 >filter_vm; echo 7 >filter_pid; "$KVMTRAP" filter "${@:3}" >"$WORK/out" 2>&1 || echo "failed: $(cat "$WORK/out")"; echo $(cat filter_vm filter_pid)' "$@"
}
assert_eq "filter by name" "$(filter --vm 'q*')" "6 0"
assert_eq "filter by PID" "$(filter -p 142)" "0 142"
assert_eq "no filter" "$(filter --off)" "0 0"
assert_eq "filter unchanged" "$(filter)" "5 7"
assert_eq "what is counted" "$(cat "$WORK/out")" "only VM 5 (trapgen), and only VMs of the VMM with PID 7; kvmtrap filter --off counts all"
# The owner of a VM chooses its name. No terminal may take it for a command.
sed 's/^\(5 .*\) trapgen /\1 \\033[31m /' "$b" >"$WORK/escape"
# shellcheck disable=SC2016
assert_eq "a name with an escape" "$(on_host "$WORK/escape" 'cd '$parameters'; echo 5 >filter_vm; echo 0 >filter_pid; "$KVMTRAP" filter')" 'only VM 5 (\033[31m); kvmtrap filter --off counts all'
assert_eq "filter on two" "$(filter --vm trapgen)" "failed: kvmtrap: the module can count one VM, or the VMs of one VMM (--pid), and these are 2: VMs 3 (trapgen), 4 (trapgen)
5 7"
here=${there/web/qemu-system-aar}
assert_eq "filter on none" "$(filter --vm 99)" "failed: kvmtrap: there is no VM '99'; ${here/ --root COPY/}
5 7"
# One that has ended would leave nothing that is counted.
assert_eq "filter on one that has ended" "$(filter --vm 7)" "failed: kvmtrap: VM 7 has ended: nothing would be counted
5 7"
ended_pid=$(column "$b:vms" pid vm=7)
assert_eq "filter on a VMM that has ended" "$(filter -p "$ended_pid")" "failed: kvmtrap: VM 7 has ended: nothing would be counted
5 7"
# A VMM that lives may make another one.
sed "s/^7 $ended_pid /7 $$ /" "$b" >"$WORK/lives"
assert_eq "filter on a VMM that lives" "$(b=$WORK/lives && filter -p $$)" "0 $$"
# "-" is no VM, but what vCPUs without a record had.
awk '/^kvmtrap / { table = $2 } 1; table == "vcpus" && $1 == "vm" { n = NF; $1 = $2 = $3 = $4 = "-"; $5 = "unattributed"; $6 = "-"; for (i = 7; i <= n; i++) $i = 0; $7 = $8 = 100; print }
	table == "reasons" && $1 == "vm" { print "- - cpu 0x01 WFx 100" }' "$b" >"$WORK/nobody"
"$KVMTRAP" stat -R "$WORK/nobody" --vm - --by vcpu >"$WORK/out" || fail "--vm -"
grep -q 'no exits' "$WORK/out" && fail "it had: $(cat "$WORK/out")"
assert_eq "exits of -" "$("$KVMTRAP" stat -R "$WORK/nobody" --vm - --by vcpu --json | jq -c '[.chosen[0].exits, .views.vcpu[].exits]')" '[null,100]'
