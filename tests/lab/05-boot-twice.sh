# SPDX-License-Identifier: GPL-2.0-only
# Row 5: a guest boots and powers off twice. The report has both, and each total is KVM's own.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local run
	for run in 1 2; do
		assert_eq "run $run" "$(at $run boot total)" "$(awk '{ n += $1 } END { print n }' run$run-boot_log.kvm-exits)"
		[ "$(at $run boot total)" -gt 10000 ] || fail "a boot of $(at $run boot total) exits"
		grep -q 'reboot: Power down' run$run.log || fail "run $run did not power off: $(tail -n 3 run$run.log)"
	done
	grep -q "^| boot, first time | .* | $(thousands "$(at 1 boot total)") |$" section.md || fail "not in the report"
	grep -q "^| boot, second time | .* | $(thousands "$(at 2 boot total)") |$" section.md || fail "not in the report"
}
on_both boot check
