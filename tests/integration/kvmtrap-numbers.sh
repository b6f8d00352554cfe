# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap list, stat, diff, save and reset show the numbers of the files, and how they change.
. "$(dirname "$0")/../lib/host.sh"
load_module times=1 hot=1
stat() { "$KVMTRAP" stat --csv "$@"; }

# The change while a command runs is exact, whatever else has run before.
exact mixed 30 --vcpus=2
stat --by reason -o "$WORK/hvc" -- "$TRAPGEN" hvc 300 >"$WORK/out" || fail "stat failed: $?"
grep -q "^vcpu 0 expect $HVC 300" "$WORK/out" || fail "the command's output: $(cat "$WORK/out")"
assert_eq $HVC "$(csv_sum exits reason=$HVC <"$WORK/hvc")" 300
assert_eq $DOORBELL "$(csv_sum exits reason=$DOORBELL <"$WORK/hvc")" 1
# On arm64 that of the code has another name.
if on_x86; then pages=1; else pages=0; fi
assert_eq $PAGE "$(csv_sum exits reason=$PAGE <"$WORK/hvc")" $pages
stat --by class -o "$WORK/class" -- "$TRAPGEN" store 200 >/dev/null
assert_eq io_user "$(csv_sum exits class=io_user <"$WORK/class")" 201
if on_x86; then program=hvc call=KVM_HC_VAPIC_POLL_IRQ; else program=smc call=PSCI_VERSION; fi
stat --by hot -o "$WORK/hot" -- "$TRAPGEN" $program 70 >/dev/null
assert_eq $call "$(csv_sum exits name=$call <"$WORK/hot")" 70
stat --by user -o "$WORK/user" -- "$TRAPGEN" load 40 >/dev/null
assert_eq returns "$(csv_sum returns reason=MMIO <"$WORK/user")" $((40 + !pages))
# vCPUs that were made and ended meanwhile are among the VM's ended vCPUs.
stat --by reason --per vcpu -o "$WORK/vcpu" -- "$TRAPGEN" hvc 50 --vcpus=3 >/dev/null
assert_eq "of ended vCPUs" "$(csv_sum exits reason=$HVC <"$WORK/vcpu")" 150
assert_eq "rows" "$(grep -c $HVC "$WORK/vcpu")" 1

# A vCPU ends meanwhile. Only its exits of that time are counted.
"$TRAPGEN" spin 1000000000 >/dev/null & pid=$!
wait_until column_sum vcpus exits pid=$pid -gt 50
vm=$(column_sum vcpus vm pid=$pid)
freeze $pid
before=$(column_sum vcpus exits pid=$pid)
stat --by reason --per vcpu --vm "$vm" -o "$WORK/gone" -- sh -c "kill -KILL $pid; while grep -q ' $pid .* live ' $K/vcpus; do sleep 0.1; done"
wait $pid 2>/dev/null
after=$(column_sum vcpus exits "vm=$vm")
assert_eq "of a vCPU that went" "$(csv_sum exits "vm=$vm" <"$WORK/gone")" $((after - before))

# All intervals together have all exits.
stat --by reason -I 0.3 -o "$WORK/parts" -- "$TRAPGEN" hvc 5000 >/dev/null
assert_eq "of all intervals" "$(csv_sum exits reason=$HVC <"$WORK/parts")" 5000
stat --by class -I 0.2 -n 3 >"$WORK/three"
assert_eq intervals "$(grep -c ,total, "$WORK/three")" 3

# The exit status is that of the command.
stat -- sh -c 'exit 7' 2>/dev/null
assert_eq "status" $? 7
stat -- /nonexistent 2>"$WORK/err"
assert_eq "status" $? 127
grep -q 'cannot run /nonexistent: No such file' "$WORK/err" || fail "$(cat "$WORK/err")"

# The counts since the beginning are those of the files, also from a copy, and by VM.
"$KVMTRAP" save "$WORK/a"
if on_x86; then all="$HVC $PAGE MMIO_USER PIO_USER INTR"; else all="HVC64 SMC64 MMIO_USER DABT_LOW IABT_LOW IRQ"; fi
for r in $all; do
	assert_eq "all $r" "$(stat --by reason | csv_sum exits reason=$r)" "$(column_sum reasons exits reason=$r)"
	assert_eq "saved $r" "$(stat --root "$WORK/a" --by reason | csv_sum exits reason=$r)" "$(column_sum reasons exits reason=$r)"
done
assert_eq "of VM 1" "$(stat --by vm --vm 1 | csv_sum exits vm=1)" "$(column_sum vms exits vm=1)"
stat --by time --per vcpu | grep -q '^[0-9.]*,,1,' || fail "no times of VM 1: $(stat --by time --per vcpu)"
if on_x86; then sysreg=MSR; else sysreg=SYS64; fi
"$TRAPGEN" sysreg 60 >/dev/null
"$KVMTRAP" save "$WORK/b"
assert_eq "diff" "$("$KVMTRAP" diff "$WORK/a" "$WORK/b" --csv --by reason | csv_sum change reason=$sysreg)" 60
assert_eq "list" "$("$KVMTRAP" list --all --csv | csv_sum exits)" "$(column_sum vms exits)"

# Each vCPU has a row, and a thread of its own.
"$TRAPGEN" sleep --vcpus=2 >/dev/null & pid=$!
wait_until row_count vcpus pid=$pid state=live -eq 2
"$KVMTRAP" list --vcpus --csv | awk -F, -v pid=$pid '$3 == pid { print $5 }' | sort -u >"$WORK/tids"
assert_eq "threads" "$(wc -l <"$WORK/tids")" 2
while read -r tid; do
	[ -d "/proc/$pid/task/$tid" ] || fail "$tid is no thread of $pid"
done <"$WORK/tids"
stop $pid

# VMs have the names that their VMMs were given. The vCPUs run without any operating system.
if on_x86; then qemu="qemu-system-x86_64 -M q35"; else qemu="qemu-system-aarch64 -M virt,gic-version=host"; fi
# shellcheck disable=SC2086 # words
$qemu -accel kvm -cpu host -display none -nodefaults -m 64 \
	-name 'guest=web,debug-threads=on' >"$WORK/qemu" 2>&1 & pid=$!
# shellcheck disable=SC2086 # words
$qemu -accel kvm -cpu host -display none -nodefaults -m 64 \
	-name 'guest=my db,,1,debug-threads=on' >/dev/null 2>&1 & second=$!
wait_until row_count vcpus pid=$second -gt 0
wait_until row_count vcpus pid=$pid -gt 0
"$KVMTRAP" list --csv >"$WORK/list"
grep -q ",web,$pid," "$WORK/list" || fail "$(cat "$WORK/list")"
grep -qF ",\"my db,1\",$second," "$WORK/list" || fail "$(cat "$WORK/list")"
"$KVMTRAP" list --vcpus | grep -q " $pid " || fail "$("$KVMTRAP" list --vcpus)"
kill $pid $second
wait $pid $second 2>/dev/null

"$KVMTRAP" doctor >"$WORK/doctor" || fail "doctor: $(cat "$WORK/doctor")"
"$KVMTRAP" reset
assert_eq "after reset" "$(stat --by class | csv_sum exits class=total)" 0

# Times that are switched on later do not cover all exits that were counted: there is no average.
# There is one for the change between two snapshots, and after a reset.
load_module
exact hvc 300
echo 1 >$P/times
exact hvc 100
# The sum is 0 if all cells are empty.
average() { stat --by handling | csv_sum average_ns reason=$HVC; }
assert_eq "average of what was not measured" "$(average)" 0
"$KVMTRAP" stat --by handling | grep -q '^# times were switched on later' || fail "$("$KVMTRAP" stat --by handling)"
stat --by handling -o "$WORK/between" -- "$TRAPGEN" hvc 200 >/dev/null
assert_eq "exits in between" "$(csv_sum exits reason=$HVC <"$WORK/between")" 200
assert_eq "average in between" "$(csv_sum average_ns reason=$HVC <"$WORK/between")" \
	$(($(csv_sum kernel_ns reason=$HVC <"$WORK/between") / 200))
"$KVMTRAP" reset
exact hvc 100
[ "$(average)" -gt 0 ] || fail "no average after a reset"
assert_eq "average" "$(average)" $(($(column_sum handling kernel_ns reason=$HVC) / 100))
load_module times=1
assert_eq "since" "$(health times.since.unix_ns)" "$(health since.unix_ns)"
