# SPDX-License-Identifier: GPL-2.0-only
# Row 29: the report has what each access of first-touch costs, as MEM and as IO. With dirty logging
# an AMD host also has a fault for each page of the guest's tables.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local logged='0 1 1 0'
	[ $arch = arm64 ] || logged='4 1 3 0'
	assert_eq "MEM and IO of each access" "$(awk -F, 'NR > 1 { print $7, $8 }' steps.csv | xargs)" \
		"1 0 0 0 1 0 2 0 1 0 0 1 $logged 0 0 0 1"
	assert_eq "rows" "$(grep -c '^| .* | 0x' section.md)" 10
	[ $arch = arm64 ] || ! grep -E 'TTBR0|VTTBR|a stage-2|translation fault' section.md || fail "words of arm64"
}
on_both address check
