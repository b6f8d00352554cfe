# SPDX-License-Identifier: GPL-2.0-only
# On an AMD host our own VMM runs the same guest with the same numbers, and two VMs share a CPU as
# they were told.
. "$(dirname "$0")/../lib/lab.sh"
LAB=$BUILD/lab-amd64
[ -s "$LAB/index.html" ] || { echo "make lab KERNEL=6.12-amd64 has not run"; exit 4; }
needs ownvmm
assert_eq "what the guest prints" "$(sed -n '1p; 4p; 6p' hello.txt | xargs)" "Hello 695! 14 17"
# Five strings, three addresses, and where the guest wants what numExitsByType says.
assert_eq "translations" "$(grep -c KVM_TRANSLATE strace.txt)" 9
assert_eq "returns of KVM_RUN" "$(column_sum counts.txt:summary exits class=io_user)" \
	"$(awk '$3 == "return" { n += $5 } END { print n }' hello.txt)"
grep -q 'KVM_TRANSLATE, which walks' section.md || fail "the report is about another architecture"
needs matrix
awk -F, 'NR > 1 { n++; d = $5 - $2; if (d < -2 || d > 2) bad = bad " " $0 } END { print bad; exit n != 4 || bad != "" }' shares.csv ||
	fail "shares: $(cat shares.csv)"
grep -q 'in an AMD host' "$LAB/index.md" || fail "the page does not say what the host is"
