# SPDX-License-Identifier: GPL-2.0-only
# Row 22: the report: one page that needs no other file, its findings first; docs/lab.md is such a report.
. "$(dirname "$0")/../lib/lab.sh"
[ -s "$LAB/index.html" ] || { echo "make lab has not run"; exit 4; }
! grep -qE '(src|href)="[^"#d]' "$LAB/index.html" || fail "the page needs other files: $(grep -oE '(src|href)="[^"#d][^"]*' "$LAB/index.html" | head -n 3)"
for file in "$LAB/index.md" "$TOP/docs/lab.md"; do
	assert_eq "the first line of $file" "$(head -n 1 "$file")" '# What the traps tell'
	assert_eq "findings of $file" "$(sed -n '/^- /p; /^Measured/q' "$file" | grep -c .)" 5
	assert_eq "sections of $file" "$(grep -c '^## ' "$file")" 6
done
while read -r kernel; do
	grep -q "^Measured.*$kernel" "$LAB/index.md" || fail "the report does not say that it is about $kernel"
done < <(cat "$LAB"/*/kernel | sort -u)
while read -r picture; do
	[ -s "$TOP/docs/$picture" ] || fail "docs/$picture is missing"
done < <(sed -n 's/^!\[.*\](\(lab\/.*\.svg\))$/\1/p' "$TOP/docs/lab.md")
# No chapter names a file of ours that is not there.
while read -r name; do
	[ -e "$TOP/$name" ] || [ -e "$TOP/userspace/vmm/$name" ] || fail "$name is not there"
done < <(grep -ohE '(userspace|tests|demo|lab|docs|guest)/[a-zA-Z0-9_/.-]+\.(c|h|sh|md)' "$TOP/docs/lab.md" "$TOP/docs/kvm.md" | sort -u)
# Each row of the table names a test that is there.
sed -n 's/^|.* | \([a-z]*\/[^|]*\) |$/\1/p' "$TOP/docs/rows.md" | tr -d ' ' | tr , '\n' | sort -u >"$LAB/named"
[ "$(wc -l <"$LAB/named")" -ge 35 ] || fail "docs/rows.md names $(wc -l <"$LAB/named") tests"
while read -r name; do
	[ -e "$TOP/tests/$name.sh" ] || fail "docs/rows.md: no test $name"
done <"$LAB/named"
