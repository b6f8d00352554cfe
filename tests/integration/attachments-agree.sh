# SPDX-License-Identifier: GPL-2.0-only
# The same guests under either attachment: every number is the same. One vCPU each:
# where several first touch the same page, KVM may see more faults than one.
# groups: corner matrix
. "$(dirname "$0")/../lib/host.sh"
# IRQs come from the host, and all that counts them.
numbers() {
	awk '/^kvmtrap/ { file = $2; getline; for (i = 1; i <= NF; i++) c[$i] = i; next }
		file == "vcpus" { print file, $c["vcpu"], $c["cpu"], $c["mem"], $c["io"],
			$c["serror"], $c["other"], $c["io_kernel"], $c["io_user"], $c["left"], $c["lost"] }
		file == "reasons" && $c["class"] != "irq" { print file, $c["vcpu"], $c["code"], $c["reason"], $c["exits"] }
		file == "userspace" { print file, $c["vcpu"], $c["number"], $c["reason"], $c["returns"] }' "$1"
}
for ATTACH in kretprobe tracepoint; do
	load
	for program in "hvc 500" "sysreg 500" "store 200" "load 200" "gic 300" "readonly 50" \
		"ioeventfd 100" "nisv 20" "nisv-user 20" "jump 1" "walk 1" "smc 100" "dirty 40" "touch 40" "mixed 100"; do
		echo 1 >$P/reset
		# shellcheck disable=SC2086
		"$TRAPGEN" $program --then "cat $K/vcpus $K/reasons $K/userspace >$WORK/snap" >/dev/null ||
			{ [ $? -eq 3 ] && continue; fail "trapgen $program"; }
		echo "$program" >>"$WORK/$ATTACH"
		numbers "$WORK/snap" >>"$WORK/$ATTACH"
	done
	same "attach in health" "$(health attach)" $ATTACH
done
[ "$(wc -l <"$WORK/kretprobe")" -gt 60 ] || fail "too little to compare: $(cat "$WORK/kretprobe")"
diff "$WORK/kretprobe" "$WORK/tracepoint" || fail "they differ"
