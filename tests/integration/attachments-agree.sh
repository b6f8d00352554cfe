# SPDX-License-Identifier: GPL-2.0-only
# Both attachments count the same guests alike, in every number. Each guest has one vCPU: if
# several touch the same page first, KVM may see more than one fault. On x86 there is one attachment.
# groups: corner matrix
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
# Numbers that do not depend on IRQs, which come from the host.
numbers() {
	table_awk 'table == "vcpus" { print table, col("vcpu"), col("cpu"), col("mem"), col("io"), col("serror"),
			col("other"), col("io_kernel"), col("io_user"), col("to_user"), col("lost") }
		table == "reasons" && col("class") != "irq" { print table, col("vcpu"), col("code"), col("reason"), col("exits") }
		table == "userspace" { print table, col("vcpu"), col("exit_reason"), col("reason"), col("returns") }' "$1"
}
for ATTACH in kretprobe tracepoint; do
	load_module
	for program in "hvc 500" "sysreg 500" "store 200" "load 200" "gic 300" "readonly 50" \
		"ioeventfd 100" "nisv 20" "nisv-user 20" "jump 1" "walk 1" "smc 100" "dirty 40" "touch 40" "mixed 100"; do
		echo 1 >$P/reset
		# shellcheck disable=SC2086
		"$TRAPGEN" $program --then "cat $K/vcpus $K/reasons $K/userspace >$WORK/snap" >/dev/null ||
			{ [ $? -eq 3 ] && continue; fail "trapgen $program"; }
		echo "$program" >>"$WORK/$ATTACH"
		numbers "$WORK/snap" >>"$WORK/$ATTACH"
	done
	assert_eq "attach in health" "$(health attach)" $ATTACH
done
[ "$(wc -l <"$WORK/kretprobe")" -gt 60 ] || fail "too little to compare: $(cat "$WORK/kretprobe")"
diff "$WORK/kretprobe" "$WORK/tracepoint" || fail "they differ"
