# SPDX-License-Identifier: GPL-2.0-only
# Names of system registers agree with the newest kernel's headers: a name that both have stands
# for the same encoding, and hardly any name is only ours.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
"$EMU/build.sh" 7.3 >/dev/null
headers=$(echo "$CACHE"/buildroot/usr/src/linux-headers-7.3*)
# shellcheck disable=SC2086 # a list
grep -hE '^#define[[:space:]]+SYS_[A-Z0-9_]+[[:space:]]+sys_(reg|insn)\([0-9, ]+\)' -r $headers \
	--include=sysreg.h --include=sysreg-defs.h |
	sed -E 's/^#define[[:space:]]+SYS_([A-Z0-9_]+)[[:space:]]+sys_[a-z]+\(([^)]*)\).*/\1 \2/; s/, */ /g' |
	sort -u >"$BUILD/sysregs-kernel"
sed -nE 's/^\tX\(([0-9]+), ([0-9]+), ([0-9]+), ([0-9]+), ([0-9]+), "([A-Z0-9_]+)"\).*/\6 \1 \2 \3 \4 \5/p' \
	"$TOP/uapi/arm64/sysregs.h" | sort -u >"$BUILD/sysregs-ours"
awk 'NR == FNR { kernel[$1] = $2 " " $3 " " $4 " " $5 " " $6; next }
	{ n++ }
	!($1 in kernel) { only++; next }
	kernel[$1] != $2 " " $3 " " $4 " " $5 " " $6 { print $0, "is", kernel[$1]; bad = 1 }
	END { print n " names, " only + 0 " only ours"; exit bad || n < 300 || only > n / 20 }' \
	"$BUILD/sysregs-kernel" "$BUILD/sysregs-ours"
[ "$(cut -d' ' -f2- "$BUILD/sysregs-ours" | sort | uniq -d | wc -l)" -eq 0 ]
