# SPDX-License-Identifier: GPL-2.0-only
# A report agrees with itself. Tables from one reading are shown as they are. If tables were read
# one after another, the others are added up from one of them.
. "$(dirname "$0")/../lib/command.sh"
all=class,vm,vcpu,reason
report() { "$KVMTRAP" stat -R "$1" --by $all --json >"$WORK/json"; }
get() { jq -c "$1" "$WORK/json"; }
agrees() { # STATE
	local n
	report "$1"
	n=$(get '[.views.reason[].exits] | add')
	assert_eq "total" "$(get '.views.class[] | select(.class == "total").exits')" "$n"
	assert_eq "classes" "$(get '[.views.class[:6][].exits] | add')" "$n"
	assert_eq "VMs" "$(get '[.views.vm[].exits] | add')" "$n"
	assert_eq "vCPUs" "$(get '[.views.vcpu[].exits] | add')" "$n"
	for class in cpu mem io irq; do
		n=$(get "[.views.reason[] | select(.class == \"$class\").exits] | add")
		assert_eq "$class" "$(get ".views.class[] | select(.class == \"$class\").exits")" "$n"
		assert_eq "$class of VMs" "$(get "[.views.vm[].$class] | add")" "$n"
		assert_eq "$class of vCPUs" "$(get "[.views.vcpu[].$class] | add")" "$n"
	done
	for part in to_user lost; do
		assert_eq "$part" "$(get ".views.class[] | select(.class == \"$part\").exits")" "$(get "[.views.vcpu[].$part] | add")"
		assert_eq "$part of VMs" "$(get "[.views.vm[].$part] | add")" "$(get "[.views.vcpu[].$part] | add")"
	done
}
notes() { grep -c '^# tables read one after another.* differ' || true; }

# The states a and b were read file by file while guests ran.
for s in a b; do
	agrees "$STATES/$s"
	assert_eq "apart" "$(get .apart)" $(($(column_sum "$STATES/$s:reasons" exits) - $(column_sum "$STATES/$s:summary" exits class=total)))
	assert_eq "notes" "$("$KVMTRAP" stat -R "$STATES/$s" | notes)" 1
done
assert_eq "notes of diff" "$("$KVMTRAP" diff "$STATES/a" "$STATES/b" | notes)" 1
assert_eq "list" "$("$KVMTRAP" list -a -R "$STATES/b" --json | jq '[.rows[].exits] | add')" "$(column_sum "$STATES/b:reasons" exits)"
"$KVMTRAP" export -a -R "$STATES/b" >"$WORK/prom"
assert_eq "export" "$(awk '/^kvmtrap_host_exits_total/ { n += $NF } END { print n }' "$WORK/prom")" \
	"$(awk '/^kvmtrap_reason_exits_total/ { n += $NF } END { print n }' "$WORK/prom")"
# save writes what was read.
"$KVMTRAP" save -R "$STATES/b" - | cmp - <(tr -s ' ' <"$STATES/b") || fail "save -R changes numbers"

# Tables from one reading are shown to the number, without a note.
one() { # EXITS
	cat <<-STATE
		kvmtrap health 1
		item value
		vms.forgotten ${2-0}
		kvmtrap reasons 1
		vm vcpu class code reason exits
		1 0 cpu 0x16 HVC64 $1
		1 - io 0x24 MMIO_USER 5
		10 0 io 0x24 MMIO_KERNEL 2
		- - irq irq IRQ 4
		kvmtrap summary 1
		class exits percent
		cpu $1 0
		mem 0 0
		io 7 0
		irq 4 0
		serror 0 0
		other 0 0
		total $(($1 + 11)) 100
		io_kernel 2 0
		io_user 5 0
		to_user 5 0
		lost 3 0
		kvmtrap vcpus 1
		vm vcpu pid tid state comm exits cpu mem io irq serror other io_kernel io_user to_user signal_exits lost
		1 0 7 8 live x $1 $1 0 0 0 0 0 0 0 0 1 2
		1 - 7 - ended x 5 0 0 5 0 0 0 0 5 5 0 0
		10 0 9 9 live y 2 0 0 2 0 0 0 2 0 0 0 1
		- - - - unattributed - 4 0 0 0 4 0 0 0 0 0 0 0
		kvmtrap vms 1
		vm pid vcpus state comm exits cpu mem io irq serror other io_kernel io_user to_user signal_exits lost
		1 7 1 live x $(($1 + 5)) $1 0 5 0 0 0 0 5 5 1 2
		10 9 1 live y 2 0 0 2 0 0 0 2 0 0 0 1
	STATE
}
one 90 >"$WORK/one"
report "$WORK/one"
assert_eq "apart" "$(get .apart)" 0
assert_eq "notes" "$("$KVMTRAP" stat -R "$WORK/one" | notes)" 0
assert_eq "total" "$(get '.views.class[] | select(.class == "total").exits')" 101
# One number of one table is changed. That is noticed in each table.
for edit in '/^kvmtrap summary/,/^kvmtrap vcpus/ s/^io 7/io 8/' 's/^1 0 7 8 live x 90/1 0 7 8 live x 91/' \
	's/^10 9 1 live y 2/10 9 1 live y 3/' 's/ HVC64 90/ HVC64 91/' 's/^lost 3/lost 4/' 's/^1 - 7 - ended x 5 0 0 5/1 - 7 - ended x 5 0 0 4/'; do
	sed "$edit" "$WORK/one" >"$WORK/other"
	cmp -s "$WORK/one" "$WORK/other" && fail "nothing edited by $edit"
	assert_eq "notes after $edit" "$("$KVMTRAP" stat -R "$WORK/other" | notes)" 1
	report "$WORK/other"
	assert_eq "apart after $edit" "$(get .apart)" 1
done
# A diff tells what either of the two lacks.
for pair in "other one" "one other"; do
	assert_eq "apart in diff of $pair" "$("$KVMTRAP" diff "$WORK/${pair% *}" "$WORK/${pair#* }" --json | jq .apart)" 1
	assert_eq "notes of diff of $pair" "$("$KVMTRAP" diff "$WORK/${pair% *}" "$WORK/${pair#* }" | notes)" 1
done
# A vCPU that ended after `reasons` was read, and before `vcpus`, is in its VM once.
sed 's/^1 - io .*/1 1 io 0x24 MMIO_USER 6/' "$WORK/one" >"$WORK/gone"
report "$WORK/gone"
assert_eq "VM 1" "$(get '.views.vm[] | select(.vm == 1).exits')" 96
assert_eq "its vCPUs" "$(get '[.views.vcpu[] | select(.vm == 1).exits] | add')" 96
# VMs that were forgotten are in the summary only, which stays as it was read.
one 90 3 | sed 's/^io 7 0/io 77 0/; s/^total 101/total 171/' >"$WORK/forgotten"
report "$WORK/forgotten"
assert_eq "forgotten" "$(get '[.apart, (.views.class[] | select(.class == "total").exits)]')" "[0,171]"
sed -i 's/^1 0 7 8 live x 90 90/1 0 7 8 live x 91 91/' "$WORK/forgotten"
report "$WORK/forgotten"
assert_eq "forgotten, apart" "$(get '[.apart, (.views.class[] | select(.class == "total").exits)]')" "[1,171]"

# If a folder has .snapshot, only that is read.
mkdir "$WORK/folder"
cp "$WORK/one" "$WORK/folder/.snapshot"
for f in summary reasons; do
	one 55 | awk -v f=$f '/^kvmtrap/ { on = $2 == f } on' >"$WORK/folder/$f"
done
report "$WORK/folder"
assert_eq "of .snapshot" "$(get '[.views.reason[] | select(.reason == "HVC64").exits]')" "[90]"
rm "$WORK/folder/.snapshot"
report "$WORK/folder"
assert_eq "of the files" "$(get '[.views.reason[] | select(.reason == "HVC64").exits]')" "[55]"
mkdir "$WORK/folder/.snapshot"
"$KVMTRAP" stat -R "$WORK/folder" >"$WORK/out" 2>"$WORK/err" && fail "read a folder whose .snapshot cannot be read"
grep -q "cannot read $WORK/folder/.snapshot: Is a directory" "$WORK/err" || fail "$(cat "$WORK/err")"
can_mount || { echo "no mount namespaces here: a live host was not tried"; exit 4; }
# shellcheck disable=SC2016 # the inner shell's
on_host "$STATES/a" 'cp "$WORK/one" /sys/kernel/debug/kvmtrap/.snapshot
	"$KVMTRAP" save "$WORK/saved"; "$KVMTRAP" stat --by reason --json >"$WORK/json"'
assert_eq "of this host" "$(get '[.views.reason[] | select(.reason == "HVC64").exits]')" "[90]"
assert_eq "tables saved" "$(awk '/^kvmtrap/ { print $2 }' "$WORK/saved" | tr '\n' ' ')" "host health reasons summary vcpus vms names "
grep -qx "boot $(cat /proc/sys/kernel/random/boot_id)" "$WORK/saved" || fail "$(head -n 8 "$WORK/saved")"
[ "$(awk '$1 == "boottime" { print int($2) }' "$WORK/saved")" -le "$(cut -d. -f1 /proc/uptime)" ] || fail "$(head -n 8 "$WORK/saved")"
assert_eq "as they were" "$(sed -n '/^kvmtrap health/,/^kvmtrap names/p' "$WORK/saved" | sed '$d')" "$(cat "$WORK/one")"
