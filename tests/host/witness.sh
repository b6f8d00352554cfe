# SPDX-License-Identifier: GPL-2.0-only
# KVM's own events as a second witness, in one run: kvm_exit by exception class
# and kvm_guest_fault by address, against our counts.
. "$(dirname "$0")/lib.sh"
T=/sys/kernel/tracing
load
echo 16384 >$T/buffer_size_kb
: >$T/trace
echo 1 >$T/events/kvm/kvm_exit/enable
echo 1 >$T/events/kvm/kvm_guest_fault/enable
"$TRAPGEN" mixed 400 --vcpus=3 --then "cat $K/reasons >$WORK/reasons" >/dev/null || fail "trapgen"
echo 0 >$T/events/kvm/enable
cp $T/trace "$WORK/trace"

ours() {
	awk -v key="$1" -v value="$2" 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i }
		NR > 2 && $c[key] == value { n += $c["exits"] } END { print n + 0 }' "$WORK/reasons"
}
for ec in 16 20 24; do
	same "exits of EC 0x$ec" "$(ours code 0x$ec)" \
		"$(grep -c "kvm_exit: TRAP: HSR_EC: 0x00$ec" "$WORK/trace")"
done
same "irq" "$(ours class irq)" "$(grep -c 'kvm_exit: IRQ:' "$WORK/trace")"
faults() { grep 'kvm_guest_fault:' "$WORK/trace" | grep -c "$1"; }
same "memory and IO" $(($(ours class mem) + $(ours class io))) "$(faults .)"
same "IO, by address" "$(ours class io)" "$(faults 'ipa 0x\(0*\)\(a000000\|9000000\),')"
