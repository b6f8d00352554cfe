# SPDX-License-Identifier: GPL-2.0-only
# emu/table.sh, with which all cases read the module's files, finds tables, columns and rows. It
# fails if a column is not there.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
. "$EMU/table.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
assert_eq() { [ "$2" = "$3" ] || { echo "$1: $2, expected $3"; exit 1; }; }
cat >"$work/files" <<'END'
==> /sys/kernel/debug/kvmtrap/vms <==
kvmtrap vms 1
vm state exits
1 live 10
2 ended 5
==> /sys/kernel/debug/kvmtrap/reasons <==
kvmtrap reasons 1
 vm vcpu reason exits
  1 0 HVC64 7
  1 1 HVC64 1
  1 0 IRQ   2
  2 0 HVC64 5
END
assert_eq "a sum" "$(column_sum "$work/files:reasons" exits)" 15
assert_eq "of some rows" "$(column_sum "$work/files:reasons" exits vm=1 reason=HVC64)" 8
assert_eq "of no row" "$(column_sum "$work/files:reasons" exits vm=3)" 0
assert_eq "of both tables" "$(column_sum "$work/files" exits)" 30
assert_eq "rows" "$(row_count "$work/files:reasons" vm=1 reason=HVC64)" 2
assert_eq "values" "$(column "$work/files:vms" state | xargs)" "live ended"
assert_eq "a program of one's own" \
	"$(rows "$work/files:reasons" '{ n += col("vcpu"); i = i col("reason") } END { print n, i }' vm=1)" "1 HVC64HVC64IRQ"
assert_eq "with all tables" "$(table_awk '{ n[table]++ } END { print n["vms"], n["reasons"] }' "$work/files")" "2 4"
assert_eq "CSV" "$(printf 'class,exits\nio,3\nmem,4\nio,2\n' | csv_sum exits class=io)" 5
cd "$work"
assert_eq "a file by its name alone" "$(K=$work column_sum files:vms exits)" 15
if column_sum files:vms nothing 2>err; then
	echo "a column that is not there"
	exit 1
fi
assert_eq "the error" "$(cat err)" "no column nothing in the table vms"
! row_count files:vms nothing=1 2>/dev/null
