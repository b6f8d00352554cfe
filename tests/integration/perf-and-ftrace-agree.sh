# SPDX-License-Identifier: GPL-2.0-only
# For every guest program that ends by itself, KVM's own events have the same numbers: perf's count
# of kvm_exit, ftrace's kvm_exit by exception class, and kvm_guest_fault by address.
# groups: corner matrix
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
echo 16384 >$T/buffer_size_kb
: >$T/trace
echo 1 >$T/events/kvm/kvm_exit/enable
echo 1 >$T/events/kvm/kvm_guest_fault/enable
cat >"$WORK/all-programs" <<'END'
while read -r program _; do
	vcpus=2
	case $program in
	sleep | switched-off | never | spin | fuzz) continue ;;
	off) passes=1 vcpus=1 ;;
	jump | walk*) passes=1 ;;
	mixed) passes=300 ;;
	*) passes=20 ;;
	esac
	"$TRAPGEN" $program $passes --vcpus=$vcpus </dev/null >/dev/null 2>&1 || [ $? -eq 3 ] || echo "$program failed"
done < <("$TRAPGEN" --list)
END
export TRAPGEN
perf stat -x, -a -e kvm:kvm_exit -o "$WORK/perf" bash "$WORK/all-programs" >"$WORK/failed"
echo 0 >$T/events/kvm/enable
[ ! -s "$WORK/failed" ] || fail "$(cat "$WORK/failed")"
cat $K/reasons >"$WORK/reasons"
cp $T/trace "$WORK/trace"
echo 1408 >$T/buffer_size_kb
assert_eq "all exits, by perf" "$(summary total)" "$(awk -F, '/kvm:kvm_exit/ { print $1 }' "$WORK/perf")"

# ours COLUMN: print the exits by that column of the file reasons.
ours() {
	rows "$WORK/reasons" "{ n[col(\"$1\")] += col(\"exits\") } END { for (k in n) print k, n[k] }" | sort
}
ours code | grep ^0x >"$WORK/ours"
grep -o 'kvm_exit: TRAP: HSR_EC: 0x00..' "$WORK/trace" |
	awk '{ n[$NF]++ } END { for (k in n) { ec = k; sub(/0x00/, "0x", ec); print ec, n[k] } }' | sort >"$WORK/kvm"
diff "$WORK/ours" "$WORK/kvm" || fail "by exception class: ours < and KVM's >"
[ "$(wc -l <"$WORK/kvm")" -ge 10 ] || fail "only $(wc -l <"$WORK/kvm") exception classes"
class() { column_sum "$WORK/reasons" exits class="$1"; }
assert_eq "irq" "$(class irq)" "$(grep -c 'kvm_exit: IRQ:' "$WORK/trace")"
faults() { grep 'kvm_guest_fault:' "$WORK/trace" | grep -c "$1"; }
assert_eq "memory and IO" $(($(class mem) + $(class io))) "$(faults .)"

# In one program, memory and IO have different addresses.
echo 1 >$P/reset
: >$T/trace
echo 1 >$T/events/kvm/kvm_guest_fault/enable
"$TRAPGEN" mixed 300 --vcpus=3 --then "cat $K/reasons >$WORK/reasons" >/dev/null || fail "trapgen"
echo 0 >$T/events/kvm/enable
cp $T/trace "$WORK/trace"
assert_eq "IO, by address" "$(class io)" "$(faults 'ipa 0x\(0*\)\(a000000\|9000000\),')"
assert_eq "memory, by address" "$(class mem)" "$(faults 'ipa 0x\(0*\)[4-9a-f][0-9a-f]\{7\},')"
