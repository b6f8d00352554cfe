# SPDX-License-Identifier: GPL-2.0-only
# A VM is listed with the name of its VMM's main thread, not with that of the thread that runs a
# vCPU. A name with blanks, line ends or escapes in it cannot fake a row.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" hvc 10 --then "cat $K/vcpus >$WORK/vcpus" >/dev/null || fail "trapgen"
grep -q ' trapgen ' "$WORK/vcpus" || fail "another name: $(cat "$WORK/vcpus")"
echo 1 >$P/reset
evil=$WORK/$'a b\nc\e\\'
cp "$TRAPGEN" "$evil"
"$evil" hvc 10 --then "cat $K/vms >$WORK/vms" >/dev/null || fail "trapgen"
assert_eq "lines of vms" "$(wc -l <"$WORK/vms")" 3
grep -qF 'a\040b\012c\033\134' "$WORK/vms" || fail "the name shows otherwise: $(cat "$WORK/vms")"
awk 'NR == 2 { n = NF } NR == 3 { exit NF != n }' "$WORK/vms" || fail "$(cat "$WORK/vms")"
