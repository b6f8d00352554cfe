# SPDX-License-Identifier: GPL-2.0-only
# The homework of docs/rows.md: with the answer taken away, the unit test of either architecture names what
# is wrong, case by case, and ends as usual.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
grep -q left_to_vmm "$TOP/module/arch/arm64/decode.c" || { echo "the answer is taken away"; exit 4; }
need_tools cc:gcc
tree=$BUILD/homework
own "$tree"
fail() { printf '%s\n' "$*"; exit 1; }
rm -rf "$tree"
mkdir -p "$tree/out" "$tree/tests"
cp -r "$TOP"/{module,uapi,userspace,VERSION} "$tree/"
cp -r "$TOP/tests/unit" "$tree/tests/"
perl -0777 -pi -e '
	s/(enum kvmtrap_reason arm64_decode\(u32 index, u64 esr\)\n)\{\n.*?\n\}\n/$1\{\n\treturn KVMTRAP_R_INDEX_UNKNOWN;\n}\n/s or die;
	s/(enum kvmtrap_reason arm64_settle\([^)]*\)\n)\{\n.*?\n\}\n/$1\{\n\treturn reason;\n}\n/s or die;
	s/static bool left_to_vmm\(.*?NOKPROBE_SYMBOL\(left_to_vmm\);\n//s or die;
' "$tree/module/arch/arm64/decode.c" || fail "docs/rows.md names what decode.c has not got"
perl -0777 -pi -e '
	s/(bool x86_settle_early\([^)]*\)\n)\{\n.*?\n\}\n/$1\{\n\treturn true;\n}\n/s or die;
	s/(enum kvmtrap_reason x86_settle\([^)]*\)\n)\{\n.*?\n\}\n/$1\{\n\treturn reason;\n}\n/s or die;
' "$tree/module/arch/x86/decode.c" || fail "docs/rows.md names what x86's decode.c has not got"

# wrong PROGRAM RESULTS TEXT: these results of a unit test are wrong, and it says TEXT.
wrong() {
	local status=0 wrong
	make -s -C "$tree/tests/unit" O="$tree/out" "$tree/out/$1" >"$tree/said" 2>&1 || fail "$(cat "$tree/said")"
	"$tree/out/$1" >"$tree/said" 2>&1 || status=$?
	[ $status -eq 1 ] || fail "$1: status $status: $(cat "$tree/said")"
	wrong=$(sed -n 's/^not ok [0-9]* //p' "$tree/said" | paste -sd ' ')
	[ "$wrong" = "$2" ] || fail "$1: wrong are: $wrong"
	grep -q "$3" "$tree/said" || fail "$(cat "$tree/said")"
}
wrong decode "all-exception-classes all-exception-indices outcomes-of-aborts exclusive-accesses" \
	'no syndrome, nobody helps: DABT_LOW'
wrong decode_x86 "outcomes-of-accesses without-memslots" 'a port of the VMM: IOIO'
