# SPDX-License-Identifier: GPL-2.0-only
# Row 19: there are three snapshots, boot_log, mem_log and io_log, as text and as pictures.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local step
	for step in boot mem io; do
		grep -q '^kvmtrap summary 1$' run1-${step}_log.txt || fail "no text of $step"
		grep -q '<svg' ${step}-log.svg || fail "no picture of $step"
		grep -q "${step}-log.svg" section.md || fail "$step is not in the report"
	done
}
on_both boot check
