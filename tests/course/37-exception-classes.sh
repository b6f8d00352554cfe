# SPDX-License-Identifier: GPL-2.0-only
# Row 37: all 64 exception classes have a name and a class. On x86 all exit codes that KVM's own
# tracepoint has a name for, of both vendors.
. "$(dirname "$0")/../lib/host.sh"
"$KVMTRAP" names --json >"$WORK/names" || fail "names"
if ! on_x86; then
	for ec in $(seq 0 63); do
		code=$(printf '0x%02x' "$ec")
		grep -q "\"$code\"" "$WORK/names" || fail "no $code"
	done
	"$KVMTRAP" names | grep -q '^cpu  *0x16  *HVC64$' || fail "HVC64"
	exit 0
fi
# The first list of the format is that of VMX, by the names of asm/vmx.h.
format=/sys/kernel/tracing/events/kvm/kvm_exit/format
sed -n 's/.*? __print_symbolic([^,]*, \(.*\)) : __print_symbolic(REC->exit_reason.*/\1/p' $format |
	sed 's/__print_symbolic.*//' | grep -oE '\{ [0-9]+, "[^"]*" }' | tr -d '{}",' >"$WORK/vmx"
[ "$(wc -l <"$WORK/vmx")" -ge 55 ] || fail "KVM names $(wc -l <"$WORK/vmx") exit reasons of VMX"
"$KVMTRAP" names vmx --csv >"$WORK/ours"
while read -r number name; do
	grep -qE "^(cpu|mem|io|irq|serror|other),$number,$name\$" "$WORK/ours" || fail "no $number $name"
done <"$WORK/vmx"
# The second list of the format is that of SVM. 0x8000... are no exits, but what a VMGEXIT asks for.
sed -n 's/.*__print_symbolic(REC->exit_reason, \(.*\)/\1/p' /sys/kernel/tracing/events/kvm/kvm_exit/format |
	grep -oE '\{ 0x[0-9a-f]{3}( \+ [0-9]+)?, "[^"]*" }' | tr -d '{}",' >"$WORK/kvm"
[ "$(wc -l <"$WORK/kvm")" -ge 90 ] || fail "KVM names $(wc -l <"$WORK/kvm") exit codes"
"$KVMTRAP" names reasons --csv >"$WORK/ours"
while read -r code name; do
	case $name in
	"+ "*) read -r _ plus name <<<"$name" && code=$((code + plus)) ;;
	esac
	code=$(printf 0x%03x "$code")
	name=${name^^} name=${name// /_}
	# KVM has words of its own for these, and RT for TR.
	case $name in
	INTERRUPT) name=INTR ;;
	HYPERCALL) name=VMMCALL ;;
	IO) name=IOIO ;;
	BUSLOCK) name=BUS_LOCK ;;
	IDLE-HALT) name=IDLE_HLT ;;
	*_RT) name=${name%RT}TR ;;
	esac
	# It says write_efer_trap where asm/svm.h has EFER_WRITE_TRAP.
	verb=${name%%_*} rest=${name#*_}
	other=${rest%%_*}_$verb${rest#"${rest%%_*}"}
	grep -qE "^(cpu|mem|io|irq|serror|other),$code,($name|$other)\$" "$WORK/ours" ||
		fail "no $code $name: $(grep "$code" "$WORK/ours")"
done <"$WORK/kvm"
