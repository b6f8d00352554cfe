# SPDX-License-Identifier: GPL-2.0-only
# vCPUs end between two snapshots. Their counts are then in the row "-" of their VM. Only what is
# new is a change, whatever the options are. A count that is smaller than before is none, unless
# counting began anew.
. "$(dirname "$0")/../lib/command.sh"
can_mount || { echo "no mount namespaces here"; exit 4; }
change() { # STATES' TABLE COLUMN [NAME=VALUE...]
	echo $(($(column_sum "$STATES/b:$1" "${@:2}") - $(column_sum "$STATES/a:$1" "${@:2}")))
}
# In state a, vCPU 0 of VM 1 is live. In state b it has ended.
grep -q '^1 0 145 .* live ' "$STATES/a" && grep -q '^1 - 145 - ended ' "$STATES/b" || fail "states a and b are others"
# shellcheck disable=SC2016 # the inner shell's
moved() { # VIEW OPTION...: the change as JSON
	on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --by '"$*"' -- bash -c "become $STATES/b"'
	jq -c ".views.$1" "$WORK/json"
}
n=$(change reasons exits vm=1 reason=MMIO_USER)
[ "$n" -gt 1000 ] || fail "$n MMIO_USER"
for how in '--per vcpu --vm 1' '--vm 1 --vcpu -' '--vm 1' '--per vcpu --vm 1 --vcpu -'; do
	# shellcheck disable=SC2086 # words
	assert_eq "MMIO_USER $how" "$(moved reason $how | jq '[.[] | select(.reason == "MMIO_USER").exits] | add')" "$n"
done
assert_eq "of the vCPU that ended" "$(moved reason --vm 1 --vcpu 0)" "[]"
assert_eq "by class" "$(moved vcpu --vm 1 --vcpu - | jq '.[0].io')" "$(change reasons exits vm=1 class=io)"
assert_eq "time" "$(moved time --vm 1 --vcpu - | jq '.[0].guest_ns')" "$(change times guest_ns vm=1)"
assert_eq "time of reasons" "$(moved handling --vm 1 --vcpu - | jq '.[] | select(.reason == "MMIO_USER").kernel_ns')" \
	"$(change handling kernel_ns vm=1 reason=MMIO_USER)"
assert_eq "latency" "$(moved latency --vm 1 --vcpu - | jq '[.[].exits] | add')" "$(change latency exits vm=1)"
# The same for a vCPU that has not ended.
assert_eq "of a vCPU that lives" "$(moved reason --vm 4 --vcpu 0 | jq '[.[].exits] | add')" "$(change reasons exits vm=4 vcpu=0)"
# The counts of all so far.
assert_eq "all so far" "$("$KVMTRAP" stat -R "$STATES/b" --by reason --vm 1 --vcpu - --json | jq '[.views.reason[].exits] | add')" \
	"$(column_sum "$STATES/b:reasons" exits vm=1 vcpu=-)"

# Counts that went back, as a damaged file has them: no change. Others of the same table are one.
# shellcheck disable=SC2016 # the inner shell's
on_host "$STATES/b" '"$KVMTRAP" stat --json -o "$WORK/json" --by reason,vm,time,latency -- bash -c "become $STATES/a"'
more() { echo $(($1 > 0 ? $1 : 0)); }
for vm in $(seq 8); do
	assert_eq "back, VM $vm" "$(jq "[.views.vm[] | select(.vm == $vm).exits] | add // 0" "$WORK/json")" "$(more $((-$(change reasons exits vm="$vm"))))"
	assert_eq "back, time of VM $vm" "$(jq "[.views.time[] | select(.vm == $vm).guest_ns] | add // 0" "$WORK/json")" \
		"$(more $((-$(change times guest_ns vm="$vm"))))"
done
for reason in HVC64 SYS64 IRQ MMIO_USER DABT_LOW; do
	n=0
	for vm in $(seq 8); do n=$((n + $(more $((-$(change reasons exits reason=$reason vm="$vm")))))); done
	assert_eq "back, $reason" "$(jq "[.views.reason[] | select(.reason == \"$reason\").exits] | add // 0" "$WORK/json")" $n
done
assert_eq "back, restarted" "$(jq .restarted "$WORK/json")" false
# The module was loaded anew, or reset: all that it has counted since then is the change.
sed 's/^since.unix_ns .*/since.unix_ns 1795288580000000000/' "$STATES/b" >"$WORK/anew"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --by reason,vm -- bash -c "become $WORK/anew"'
assert_eq "anew" "$(jq -c '[.restarted, ([.views.reason[].exits] | add), ([.views.vm[].exits] | add)]' "$WORK/json")" \
	"[true,$(column_sum "$STATES/b:reasons" exits),$(column_sum "$STATES/b:reasons" exits)]"
assert_eq "anew, between two copies" "$("$KVMTRAP" explain --json "$STATES/a" "$WORK/anew" | jq -c '[.restarted, ([.vms[].exits] | add)]')" \
	"[true,$(column_sum "$STATES/b:reasons" exits)]"

# The module has forgotten VM 1, which ended. What it had counted is not taken from what others did.
without() { # VM FORGOTTEN STATE
	awk -v vm="$1" '/^kvmtrap / { table = $2 } !($1 == vm && table != "summary" && table != "health" && table != "host")' \
		"$3" | sed "s/^vms.forgotten 0/vms.forgotten $2/"
}
without 1 1 "$STATES/b" >"$WORK/forgot"
[ "$(row_count "$WORK/forgot:reasons" vm=1)" -eq 0 ] && [ "$(column_sum "$STATES/a:reasons" exits vm=1)" -gt 1000 ] || fail "VM 1"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --by reason,user,latency -- bash -c "become $WORK/forgot"'
others() { echo $(($(change "$@") - $(change "$@" vm=1))); }
for reason in HVC64 SYS64 IRQ MMIO_USER DABT_LOW; do
	assert_eq "forgotten, $reason" "$(jq "[.views.reason[] | select(.reason == \"$reason\").exits] | add // 0" "$WORK/json")" \
		"$(others reasons exits reason=$reason)"
done
assert_eq "forgotten, returns" "$(jq '[.views.user[].returns] | add' "$WORK/json")" "$(others userspace returns)"
assert_eq "forgotten, latency" "$(jq '[.views.latency[].exits] | add' "$WORK/json")" "$(others latency exits)"
note='# 1 VM ended, and the module no longer has its rows: only the classes of the host are complete'
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat -o "$WORK/text" -- bash -c "become $WORK/forgot"'
assert_eq "stat tells it once" "$(grep -cxF "$note" "$WORK/text")" 1
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat -o "$WORK/text" -- bash -c "become $STATES/b"'
assert_eq "stat, of a VM that is not forgotten" "$(grep -c 'no longer has' "$WORK/text" || true)" 0
assert_eq "forgotten, as JSON" "$(jq .forgotten "$WORK/json")" 1
# It is not called idle, and it is not known what it counted.
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat -o "$WORK/text" --vm 1,4 -- bash -c "become $WORK/forgot"'
assert_eq "of a VM that was chosen" "$(grep -cxF "$note" "$WORK/text") $(grep -c '^# VM 1 ' "$WORK/text" || true)" "1 0"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --vm 1 -- bash -c "become $WORK/forgot"'
assert_eq "of a VM that was chosen, as JSON" "$(jq -c '.chosen[] | [.vm, .vm_name, .exits]' "$WORK/json")" '[1,"trapgen",null]'
# Later intervals do not call it idle either.
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat -o "$WORK/text" -I 0.2 -n 3 --vm 1,4 -- bash -c "become $WORK/forgot; sleep 0.5"'
assert_eq "of a VM that was chosen, later" "$(grep -c '^# VM 1 (.*: no exits in this time: it has ended$' "$WORK/text") $(grep -c '^# VM 1 (.*idle' "$WORK/text" || true)" "2 0"
# VM 2 had ended before. So nothing is missing in the change.
without 2 1 "$STATES/b" >"$WORK/old"
[ "$(column "$STATES/a:vms" state vm=2)" = ended ] && [ "$(row_count "$WORK/old:vms" vm=2)" -eq 0 ] || fail "VM 2"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat -o "$WORK/text" --vm 2,4 -- bash -c "become $WORK/old"'
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --vm 2,4 -- bash -c "become $WORK/old"'
assert_eq "had ended before" "$(grep -c 'no longer has' "$WORK/text" || true) $(grep '^# VM 2 ' "$WORK/text")" \
	"0 # VM 2 (trapgen): no exits in this time: it has ended"
assert_eq "had ended before, as JSON" "$(jq -c '[.forgotten, (.chosen[] | select(.vm == 2).exits)]' "$WORK/json")" "[0,0]"
# Three VMs came and went: neither snapshot has rows of them. That is told of a change, of all since a reset
# and of one copy. Of a chosen VM nothing is missing. Five others were forgotten before.
sed 's/^vms.forgotten 0/vms.forgotten 3/' "$STATES/b" >"$WORK/went"
sed 's/^vms.forgotten 0/vms.forgotten 5/' "$STATES/a" >"$WORK/five"
sed 's/^vms.forgotten 0/vms.forgotten 5/' "$STATES/b" >"$WORK/five-b"
sed 's/^vms.forgotten 0/vms.forgotten 8/' "$STATES/b" >"$WORK/eight"
sed 's/^since.unix_ns .*/since.unix_ns 1795288580000000000/' "$WORK/went" >"$WORK/went-anew"
three="${note/1 VM ended/3 VMs ended}" three=${three/its/their}
# shellcheck disable=SC2016
for states in "$STATES/a went" "$STATES/a went-anew" "$WORK/five eight" "$WORK/five went-anew"; do
	from=${states% *} to=$WORK/${states#* }
	on_host "$from" '"$KVMTRAP" stat -o "$WORK/text" -- bash -c "become '"$to"'"'
	on_host "$from" '"$KVMTRAP" stat --json -o "$WORK/json" -- bash -c "become '"$to"'"'
	assert_eq "came and went, $states" "$(grep -cxF "$three" "$WORK/text")" 1
	assert_eq "came and went, $states, as JSON" "$(jq .forgotten "$WORK/json")" 3
done
assert_eq "of one copy" "$("$KVMTRAP" stat --root "$WORK/went" | grep -cxF "$three")" 1
assert_eq "of one copy, as JSON" "$("$KVMTRAP" stat --json --root "$WORK/went" | jq .forgotten)" 3
"$KVMTRAP" stat --root "$WORK/went" --vm 4 >"$WORK/out"
assert_eq "of a chosen VM" "$(grep -c 'no longer has' "$WORK/out" || true)" 0
assert_eq "of the host, if a VM is chosen" "$("$KVMTRAP" stat --json --root "$WORK/went" --vm 4 | jq .forgotten)" 3
# diff shows of each copy all that it has counted.
forgets() { # ARGUMENT...: what diff tells of VMs that are forgotten
	"$KVMTRAP" diff "$@" >"$WORK/text" || fail "diff $*"
	"$KVMTRAP" diff --json "$@" >"$WORK/json" || fail "diff --json $*"
	sed -n 's/^# \([AB]: [0-9]*\) VMs\? ended, and the module no longer .*/\1/p' "$WORK/text" | paste -sd ' '
	jq -c '[.a_forgotten, .b_forgotten]' "$WORK/json"
}
assert_eq "diff" "$(forgets "$WORK/five" "$WORK/went-anew")" $'A: 5 B: 3\n[5,3]'
assert_eq "diff, of VMs that are not forgotten" "$(forgets "$STATES/a" "$STATES/b")" $'\n[0,0]'
assert_eq "diff, of a VM that had ended before" "$(forgets "$STATES/a" "$WORK/old")" $'B: 1\n[0,1]'
assert_eq "diff, of chosen VMs" "$(forgets "$WORK/five" "$WORK/eight" --vm 1:4)" $'\n[5,8]'

# explain says what it cannot know of them, in text and as JSON.
untold() { # TEXT ARGUMENT...
	"$KVMTRAP" explain "${@:2}" >"$WORK/text" || fail "explain ${*:2}"
	"$KVMTRAP" explain --json "${@:2}" >"$WORK/json" || fail "explain --json ${*:2}"
	assert_eq "explain ${*:2}" "$(tr -s '\n ' ' ' <"$WORK/text" | grep -o '[0-9]* VMs\? ended, and [^.]*\.')" "$1"
	assert_eq "explain --json ${*:2}" "$(jq -r '.missing[] | select(test("no longer"))' "$WORK/json")" "$1"
	HOST=$(jq .forgotten "$WORK/json")
}
one='1 VM ended, and the module no longer has its rows: why it exited is not known.'
untold "$one" "$STATES/a" "$WORK/forgot"
assert_eq "their number" "$HOST" 1
untold '' "$STATES/a" "$WORK/forgot" --vm 4
assert_eq "their number on the host" "$HOST" 1
untold '' "$STATES/a" "$STATES/b"
untold '' "$STATES/a" "$WORK/old"
untold '' "$WORK/five" "$WORK/five-b"
three='3 VMs ended, and the module no longer has their rows: why they exited is not known.'
untold "$three" "$WORK/went"
untold "$three" "$WORK/five" "$WORK/eight"
untold "$three" "$WORK/five" "$WORK/went-anew"
# A copy of other files does not tell how many there were before.
awk '/^kvmtrap / { table = $2 } table != "health" || /^# end$/' "$STATES/a" >"$WORK/no-health"
untold '' "$WORK/no-health" "$WORK/went"
# Nor does one without VMs tell who had ended before.
awk '/^kvmtrap / { table = $2 } table != "vms"' "$STATES/a" >"$WORK/a-no-vms"
awk '/^kvmtrap / { table = $2 } table != "vms"' "$WORK/old" >"$WORK/old-no-vms"
untold '' "$WORK/a-no-vms" "$WORK/old"
! "$KVMTRAP" explain "$STATES/a" "$WORK/old-no-vms" 2>"$WORK/err" && grep -q "there is no file 'vms'" "$WORK/err" || fail "explain of a copy without VMs: $(cat "$WORK/err")"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" explain --json --vm 1,4 -o "$WORK/json" -- bash -c "become $WORK/forgot"'
assert_eq "explain, of a VM that was chosen" "$(jq -r '.missing[] | select(test("no longer"))' "$WORK/json")" "$one"
# That no VM has exited is not said where one did whose rows are gone.
awk '/^kvmtrap / { table = $2 } $1 !~ /^[0-9]/ || table == "summary" || table == "health" || table == "host"' \
	"$WORK/forgot" >"$WORK/all-forgotten"
untold "$one" "$WORK/all-forgotten"
assert_eq "nothing stands out" "$(grep '^Nothing' "$WORK/text")" "Nothing stands out: no VM that is listed has exited."

# Times were switched off and on: all times are the change. Counts go on.
sed 's/^since.unix_ns .*/&\ntimes.since.unix_ns 1795288580000000000/' "$STATES/b" >"$WORK/timed"
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --json -o "$WORK/json" --by reason,user,time,handling,latency -- bash -c "become $WORK/timed"'
assert_eq "times anew, restarted" "$(jq .restarted "$WORK/json")" false
assert_eq "times anew" "$(jq '[.views.time[].guest_ns] | add' "$WORK/json")" "$(column_sum "$STATES/b:times" guest_ns)"
assert_eq "times anew, handling" "$(jq '[.views.handling[].kernel_ns] | add' "$WORK/json")" "$(column_sum "$STATES/b:handling" kernel_ns)"
assert_eq "times anew, latency" "$(jq '[.views.latency[].exits] | add' "$WORK/json")" "$(column_sum "$STATES/b:latency" exits)"
assert_eq "times anew, VMM" "$(jq '[.views.user[].vmm_ns] | add' "$WORK/json")" "$(column_sum "$STATES/b:userspace" vmm_ns)"
assert_eq "times anew, exits" "$(jq '[.views.reason[].exits] | add' "$WORK/json")" "$(change reasons exits)"
assert_eq "times anew, returns" "$(jq '[.views.user[].returns] | add' "$WORK/json")" "$(change userspace returns)"

"$KVMTRAP" diff "$STATES/a" "$WORK/timed" >"$WORK/out"
grep -qx '# times began anew in between: of times, each shows all since its own beginning' "$WORK/out" || fail "$(head -n 8 "$WORK/out")"

# Counters that began anew 2 s before the end: rates are of these 2 s.
for s in a b; do sed "s/^when .*/when $([ $s = a ] && echo 1000 || echo 1010).5/" "$STATES/$s" >"$WORK/$s"; done
sed -i 's/^since.unix_ns .*/since.unix_ns 1008500000000/' "$WORK/b"
"$KVMTRAP" explain --json "$WORK/a" "$WORK/b" >"$WORK/json"
assert_eq "seconds since the reset" "$(jq -c '[.restarted, .seconds]' "$WORK/json")" '[true,2]'
"$KVMTRAP" explain "$WORK/a" "$WORK/b" >"$WORK/out"
grep -qx '# counting began anew in between: this is what came since then' "$WORK/out" || fail "$(head -n 3 "$WORK/out")"
ln -s "$WORK/a" "$WORK/now"
"$KVMTRAP" top --batch -I 0.2 --root "$WORK/now" --vm 4 >"$WORK/out" & pid=$!
until grep -q '^ *4 ' "$WORK/out"; do kill -0 $pid; sleep 0.05; done
ln -sfn "$WORK/b" "$WORK/now"
until awk '/over 2.0 s since a reset/ { on = 1 } on && $1 == 4 { print $3; exit }' "$WORK/out" | grep . >"$WORK/rate"; do
	kill -0 $pid || fail "$(cat "$WORK/out")"
	sleep 0.05
done
kill $pid
wait $pid || fail "top: status $?"
assert_eq "rate since the reset" "$(cat "$WORK/rate")" "$((($(column_sum "$STATES/b:reasons" exits vm=4) + 1) / 2))"
