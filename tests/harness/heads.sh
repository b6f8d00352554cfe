# SPDX-License-Identifier: GPL-2.0-only
# What a case says of its groups and of what it needs is read from its head alone, not from a file that
# it writes.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
assert_eq() { [ "$2" = "$3" ] || { echo "$1: $2, expected $3"; exit 1; }; }
TOP=$work
. "$(dirname "$0")/../lib/config.sh"
mkdir -p "$work"/tests/{integration,stress,course,load-errors,command,build,demo,harness,lab,fleet,unit}
for folder in "$work"/tests/*; do
	printf '# SPDX\n# One line.\n# groups: %s few\n# needs: x86\nassert_eq 1 1\n' "${folder##*/}" >"$folder/one.sh"
done
cp "$work/tests/stress/one.sh" "$work/tests/unit/test_one.c"
printf '# SPDX\n# A case that writes others.\n. host.sh\n# groups: few\ncat >case.sh <<END\n# needs: arm64\nEND\n' \
	>"$work/tests/integration/writes.sh"
read_cases
assert_eq "cases" "${#all_cases[@]}" 12
assert_eq "groups of one" "${case_groups[integration/one]}" " integration few"
assert_eq "what it needs" "${case_needs[stress/one]}" " x86"
assert_eq "groups of one that writes others" "${case_groups[integration/writes]:-}" ""
assert_eq "what that needs" "${case_needs[integration/writes]:-}" ""
select_cases here '' @few !stress/one
assert_eq "cases of a group" "$(wc -w <<<"$selected")" 10
