# SPDX-License-Identifier: GPL-2.0-only
# Row 22: the report is one page that needs no other file, and has its findings before the
# first section. So have docs/lab.md and docs/lab-amd64.md.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	local kernel file
	! grep -qE '(src|href)="[^"#d]' ../index.html ||
		fail "the page needs other files: $(grep -oE '(src|href)="[^"#d][^"]*' ../index.html | head -n 3)"
	for file in ../index.md "$TOP/docs/lab$(arch_suffix $arch).md"; do
		assert_eq "the first line of $file" "$(head -n 1 "$file")" '# The lab: when and why guests exit'
		assert_eq "findings of $file" "$(sed -n '/^- /p; /^## /q' "$file" | grep -c .)" 5
		assert_eq "sections of $file" "$(grep -c '^## ' "$file")" 6
		assert_eq "hosts of $file" "$(grep -c "^The experiments run guests under KVM on $arch," "$file")" 1
	done
	while read -r kernel; do
		grep -q "^Measured.*$kernel" ../index.md || fail "the report does not say that it is about $kernel"
	done < <(cat ../*/kernel | sort -u)
}
on_both boot check
