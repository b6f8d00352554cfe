# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap list, stat, diff, save, reset: the numbers of the files, and their change.
. "$(dirname "$0")/../lib/host.sh"
load times=1 hot=1
# csv COLUMN NAME=VALUE...: of CSV on stdin, the column, summed over matching rows.
csv() {
	awk -F, -v want="$1" -v filter="${*:2}" '
		NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; n = split(filter, f, " "); next }
		{
			for (i = 1; i <= n; i++) {
				split(f[i], kv, "=")
				if ($c[kv[1]] != kv[2]) next
			}
			sum += $c[want]
		}
		END { print sum + 0 }'
}
stat() { "$KVMTRAP" stat --csv "$@"; }

# A command's change, to the exit, whatever else has run before.
exact mixed 30 --vcpus=2
stat --by reason -o "$WORK/hvc" -- "$TRAPGEN" hvc 300 >"$WORK/out" || fail "stat failed: $?"
grep -q '^vcpu 0 expect HVC64 300' "$WORK/out" || fail "the command's output: $(cat "$WORK/out")"
same HVC64 "$(csv exits reason=HVC64 <"$WORK/hvc")" 300
same MMIO_USER "$(csv exits reason=MMIO_USER <"$WORK/hvc")" 1
same DABT_LOW "$(csv exits reason=DABT_LOW <"$WORK/hvc")" 0
stat --by class -o "$WORK/class" -- "$TRAPGEN" store 200 >/dev/null
same io_user "$(csv exits what=io_user <"$WORK/class")" 201
stat --by hot -o "$WORK/hot" -- "$TRAPGEN" smc 70 >/dev/null
same PSCI_VERSION "$(csv exits name=PSCI_VERSION <"$WORK/hot")" 70
stat --by user -o "$WORK/user" -- "$TRAPGEN" load 40 >/dev/null
same MMIO "$(csv returns reason=MMIO <"$WORK/user")" 41
# vCPUs that came and went meanwhile are the VM's ended ones.
stat --by reason --per vcpu -o "$WORK/vcpu" -- "$TRAPGEN" hvc 50 --vcpus=3 >/dev/null
same "of ended vCPUs" "$(csv exits reason=HVC64 <"$WORK/vcpu")" 150
same "rows" "$(grep -c HVC64 "$WORK/vcpu")" 1

# Of a vCPU that went meanwhile only what came meanwhile.
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 50 ]"
vm=$(cell vcpus vm pid=$pid)
still $pid
before=$(cell vcpus exits pid=$pid)
stat --by reason --per vcpu --vm "$vm" -o "$WORK/gone" -- sh -c "kill -KILL $pid; while grep -q ' $pid .* live ' $K/vcpus; do sleep 0.1; done"
wait $pid 2>/dev/null
after=$(cell vcpus exits "vm=$vm")
same "of a vCPU that went" "$(csv exits "vm=$vm" <"$WORK/gone")" $((after - before))

# Intervals add up to all.
stat --by reason -I 0.3 -o "$WORK/parts" -- "$TRAPGEN" hvc 5000 >/dev/null
same "of all intervals" "$(csv exits reason=HVC64 <"$WORK/parts")" 5000
stat --by class -I 0.2 -n 3 >"$WORK/three"
same intervals "$(grep -c ,total, "$WORK/three")" 3

# Exit statuses are the command's own.
stat -- sh -c 'exit 7' 2>/dev/null
same "status" $? 7
stat -- /nonexistent 2>"$WORK/err"
same "status" $? 127
grep -q 'cannot run /nonexistent: No such file' "$WORK/err" || fail "$(cat "$WORK/err")"

# Since the beginning: as the files, also from a copy, and by VM.
"$KVMTRAP" save "$WORK/a"
for r in HVC64 SMC64 MMIO_USER DABT_LOW IABT_LOW IRQ; do
	same "all $r" "$(stat --by reason | csv exits reason=$r)" "$(cell reasons exits reason=$r)"
	same "saved $r" "$(stat --root "$WORK/a" --by reason | csv exits reason=$r)" "$(cell reasons exits reason=$r)"
done
same "of VM 1" "$(stat --by vm --vm 1 | csv exits vm=1)" "$(cell vms exits vm=1)"
stat --by time --per vcpu | grep -q '^[0-9.]*,,1,' || fail "no times of VM 1: $(stat --by time --per vcpu)"
"$TRAPGEN" sysreg 60 >/dev/null
"$KVMTRAP" save "$WORK/b"
same "diff" "$("$KVMTRAP" diff "$WORK/a" "$WORK/b" --csv --by reason | csv change reason=SYS64)" 60
same "list" "$("$KVMTRAP" list --all --csv | csv exits)" "$(cell vms exits)"

# Each vCPU has its row, and a thread of its own.
"$TRAPGEN" sleep --vcpus=2 >/dev/null & pid=$!
wait_for eval "[ \$(grep -c ' $pid .* live ' $K/vcpus) = 2 ]"
"$KVMTRAP" list --vcpus --csv | awk -F, -v pid=$pid '$3 == pid { print $5 }' | sort -u >"$WORK/tids"
same "threads" "$(wc -l <"$WORK/tids")" 2
while read -r tid; do
	[ -d "/proc/$pid/task/$tid" ] || fail "$tid is no thread of $pid"
done <"$WORK/tids"
stop $pid

# Names that VMMs were given. No system is needed for a vCPU to have run.
qemu-system-aarch64 -M virt,gic-version=host -accel kvm -cpu host -display none -nodefaults -m 64 \
	-name 'guest=web,debug-threads=on' >"$WORK/qemu" 2>&1 & pid=$!
qemu-system-aarch64 -M virt,gic-version=host -accel kvm -cpu host -display none -nodefaults -m 64 \
	-name 'guest=my db,,1,debug-threads=on' >/dev/null 2>&1 & second=$!
wait_for eval "grep -q ' $second ' $K/vcpus && grep -q ' $pid ' $K/vcpus"
"$KVMTRAP" list --csv >"$WORK/list"
grep -q ",web,$pid," "$WORK/list" || fail "$(cat "$WORK/list")"
grep -qF ",\"my db,1\",$second," "$WORK/list" || fail "$(cat "$WORK/list")"
"$KVMTRAP" list --vcpus | grep -q " $pid " || fail "$("$KVMTRAP" list --vcpus)"
kill $pid $second
wait $pid $second 2>/dev/null

"$KVMTRAP" doctor >"$WORK/doctor" || fail "doctor: $(cat "$WORK/doctor")"
"$KVMTRAP" reset
same "after reset" "$(stat --by class | csv exits what=total)" 0
