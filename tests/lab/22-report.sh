# SPDX-License-Identifier: GPL-2.0-only
# Row 22: the report is one page that needs no other file, and has its findings before the
# first section. So has docs/lab.md.
. "$(dirname "$0")/../lib/lab.sh"
[ -s "$LAB/index.html" ] || { echo "make lab has not run"; exit 4; }
! grep -qE '(src|href)="[^"#d]' "$LAB/index.html" || fail "the page needs other files: $(grep -oE '(src|href)="[^"#d][^"]*' "$LAB/index.html" | head -n 3)"
for file in "$LAB/index.md" "$TOP/docs/lab.md"; do
	assert_eq "the first line of $file" "$(head -n 1 "$file")" '# The lab: when and why guests exit'
	assert_eq "findings of $file" "$(sed -n '/^- /p; /^## /q' "$file" | grep -c .)" 5
	assert_eq "sections of $file" "$(grep -c '^## ' "$file")" 6
done
while read -r kernel; do
	grep -q "^Measured.*$kernel" "$LAB/index.md" || fail "the report does not say that it is about $kernel"
done < <(cat "$LAB"/*/kernel | sort -u)
