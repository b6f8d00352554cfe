# SPDX-License-Identifier: GPL-2.0-only
# --vm takes a number, a name or a pattern. A VM that is not there, or not clear, is an error. An
# idle VM is no error.
. "$(dirname "$0")/../lib/command.sh"
b=$STATES/b
number() { "$KVMTRAP" stat -R "${2:-$b}" --by vm --vm "$1" --json | jq -c '[.views.vm[].vm | tostring]'; }
assert_eq "by number" "$(number 2)" '["2"]'
assert_eq "by name" "$(number web)" '["6"]'
assert_eq "by pattern" "$(number 'w?b')" '["6"]'
assert_eq "by pattern" "$(number '[vw]*')" '["6"]'
# A name may look like a pattern or a number. Of several VMs with a name, the live one is meant.
sed 's/^6 web$/6 [vw]*\n4 77/; s/^3 142 2 live trapgen/3 142 2 ended trapgen/' "$b" >"$WORK/odd"
assert_eq "a name like a pattern" "$(number '[vw]*' "$WORK/odd")" '["6"]'
assert_eq "a name like a number" "$(number 77 "$WORK/odd")" '["4"]'
sed '/^kvmtrap names/,/^kvmtrap vms/ { /^6 web$/d }; s/^3 142 2 live trapgen/3 142 2 ended trapgen/' "$b" >"$WORK/one"
assert_eq "the one that lives" "$(number trapgen "$WORK/one")" '["4"]'
sed 's/^8 162 0 ended trapgen/8 162 0 ended other/' "$b" >"$WORK/ended"
assert_eq "one that ended" "$(number other "$WORK/ended")" '["8"]'

# says STATUS TEXT ARGUMENT...
says() {
	local status=0
	"$KVMTRAP" "${@:3}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of kvmtrap ${*:3}: $(cat "$WORK/err")" "$status" "$1"
	assert_eq "lines of kvmtrap ${*:3}: $(cat "$WORK/err")" "$(wc -l <"$WORK/err")" 1
	grep -q -- "$2" "$WORK/err" || fail "kvmtrap ${*:3}: $(cat "$WORK/err")"
	[ ! -s "$WORK/out" ] || fail "kvmtrap ${*:3}: $(cat "$WORK/out")"
}
for vm in 99 -1 3,4 wbe '' 'x*'; do
	says 1 "there is no VM '${vm//\*/\\*}': kvmtrap list --all" stat -R "$b" --vm="$vm" --by vm
	says 1 "there is no VM '${vm//\*/\\*}'" stat -R "$b" --vm="$vm" --by vm --json
done
says 1 'there is no VM 143: it is the PID of VM 6' stat -R "$b" --vm 143
says 1 "'trapgen' is the name of 2 VMs: 3 (trapgen), 4 (trapgen); choose one by its number" stat -R "$b" --vm trapgen
says 1 "'\*' is the name of 3 VMs: 6 (web), " stat -R "$b" --vm '*'
sed 's/ live / ended /' "$b" >"$WORK/all-ended"
says 1 "'trapgen' is the name of 7 VMs: .*, \.\.\.; choose" stat -R "$WORK/all-ended" --vm trapgen
says 1 'VM 4 has no vCPU 1: kvmtrap list --vcpus' stat -R "$b" --vm 4 --vcpu 1
says 1 'VM 1 has no vCPU 0' stat -R "$b" --vm 1 --vcpu 0
says 1 "there is no VM '99'" diff "$b" "$b" --vm 99
says 1 "there is no VM '98'" diff "$b" "$b" --vm 1:98
assert_eq "diff by name" "$("$KVMTRAP" diff "$STATES/a" "$b" --vm 6:web --by reason --csv)" "$("$KVMTRAP" diff "$STATES/a" "$b" --vm 6 --by reason --csv)"

# On a live host, the error comes before the command is started. An idle VM is no error.
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
# shellcheck disable=SC2016
on_host "$b" '"$KVMTRAP" stat --vm 3 --by vm,reason -- true' 2>"$WORK/out" || fail "an idle VM: status $?"
grep -qx 'nothing moved by vm' "$WORK/out" && grep -qx 'nothing moved by reason' "$WORK/out" || fail "$(cat "$WORK/out")"
# A VM is found by name, even if it has ended after the first snapshot, or others have come.
# shellcheck disable=SC2016
on_host "$STATES/a" '"$KVMTRAP" stat --vm qemu-system-aar --by reason --json -o "$WORK/json" -- bash -c "become $STATES/b"'
assert_eq "by name" "$(jq '[.views.reason[].exits] | add' "$WORK/json")" \
	"$(($(column_sum "$b:reasons" exits vm=6) - $(column_sum "$STATES/a:reasons" exits vm=6)))"
