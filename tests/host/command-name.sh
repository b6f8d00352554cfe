# SPDX-License-Identifier: GPL-2.0-only
# A VMM that chooses a name with blanks, line ends and escapes cannot forge a row.
. "$(dirname "$0")/lib.sh"
load
evil=$WORK/$'a b\nc\e\\'
cp "$TRAPGEN" "$evil"
"$evil" hvc 10 --then "cat $K/vms >$WORK/vms" >/dev/null || fail "trapgen"
same "lines of vms" "$(wc -l <"$WORK/vms")" 3
grep -qF 'a\040b\012c\033\134' "$WORK/vms" || fail "the name shows otherwise: $(cat "$WORK/vms")"
awk 'NR == 2 { n = NF } NR == 3 { exit NF != n }' "$WORK/vms" || fail "$(cat "$WORK/vms")"
