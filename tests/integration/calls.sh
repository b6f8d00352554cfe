# SPDX-License-Identifier: GPL-2.0-only
# Which function a call is of is read from the vCPU's registers of that exit, by both attachments, or
# what needs them is refused. A call that KVM does not put a vCPU to sleep for is no sleep.
# groups: corner matrix
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
# An SMC with the immediate 1, and the function of CPU_SUSPEND: KVM refuses it. Then a loop without end.
#	mov x1, #100; 1: mov x0, #0x84000001; smc #1; sub x1, x1, #1; cbnz x1, 1b; b .
printf '\x81\x0c\x80\xd2\x20\x00\x80\xd2\x00\x80\xb0\xf2\x23\x00\x00\xd4\x21\x04\x00\xd1\x81\xff\xff\xb5\x00\x00\x00\x14' >"$WORK/image"

late='with kvm-arm.mode=protected this kernel.s kvm_exit comes before the registers: choose attach=kretprobe'
refused() { # PARAMETER
	dmesg -C
	(echo 1 >"$P/$1") 2>"$WORK/err" && fail "$1=1 was taken"
	grep -q "Operation not supported" "$WORK/err" || fail "$(cat "$WORK/err")"
	assert_eq "lines about $1" "$(dmesg | grep -c "kvmtrapcount: $1: $late")" 1
	assert_eq "$1" "$(cat "$P/$1")" N
}

for ATTACH in kretprobe tracepoint; do
	dmesg -C
	if ! insmod "$KO" attach=$ATTACH times=1 hot=1 2>/dev/null; then
		[ $ATTACH = tracepoint ] || fail "$ATTACH: $(dmesg)"
		grep -q kvm-arm.mode=protected /proc/cmdline || fail "refused without EL2's protection: $(dmesg)"
		assert_eq "lines" "$(dmesg | grep kvmtrapcount: | grep -c "times: $late")" 1
		insmod "$KO" attach=tracepoint || fail "cannot load it without times and hot"
		refused times
		refused hot
		"$TRAPGEN" hvc 100 --then "cat $K/reasons >$WORK/snap" >/dev/null || fail "trapgen"
		assert_eq "HVC64" "$(column_sum "$WORK/snap" exits reason=HVC64)" 100
		rmmod kvmtrapcount
		continue
	fi
	"$TRAPGEN" hvc 100 --then "cat $K/hot >$WORK/snap" >/dev/null || fail "trapgen"
	assert_eq "$ATTACH: calls" "$(rows "$WORK/snap" '{ print col("name"), col("how"), col("exits") }' kind=call)" \
		"PSCI_VERSION hvc 100"
	echo 1 >$P/reset
	"$TRAPGEN" --image="$WORK/image" >/dev/null & vmm=$!
	wait_until column_sum reasons exits reason=SMC64 -eq 100
	freeze $vmm
	assert_eq "$ATTACH: their times in latency" "$(column_sum latency exits class=cpu)" 100
	assert_eq "$ATTACH: asleep" "$(column_sum times halted_ns)" 0
	kill -9 $vmm
	wait $vmm
	rmmod kvmtrapcount
done
