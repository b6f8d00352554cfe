# SPDX-License-Identifier: GPL-2.0-only
# Row 28, on an AMD host: the report of make lab-way HOST=amd64 has each branch of the flow chart, with
# the numbers that the programs cause, and not a word of arm64.
. "$(dirname "$0")/../lib/lab.sh"
LAB=$BUILD/lab-amd64
needs way
branch() { # WHAT IN-KVM TO-THE-VMM SIGNALS
	grep -qE "^\| $1 \| $2 \| $3 \| [0-9]+ \| $4 \|\$" section.md || fail "$1: $(grep "$1" section.md)"
}
branch 'hypercall \(`hvc`\)' 101 1 0
branch 'MSR \(`sysreg`\)' 101 1 0
branch 'fresh page \(`touch`\)' 101 1 0
branch 'IOAPIC, emulated in KVM \(`gic`\)' 101 1 0
branch 'device of the VMM \(`store`\)' 1 101 0
branch 'nothing, but 100 signals \(`spin`\)' 1 0 100
assert_eq "exits in the picture" "$(awk '{ print $2 }' labels.csv | grep -v INTR | xargs)" \
	"NPF VMMCALL MMIO_USER NPF VMMCALL MMIO_USER NPF PIO_USER"
grep -q '^Measured.*-amd64 .*AMD host' ../index.md || fail "the page does not say on what host"
! grep -E 'handle_exit|vGIC|ARMv8|arm64' section.md | grep -v svm_handle_exit || fail "words of arm64"
