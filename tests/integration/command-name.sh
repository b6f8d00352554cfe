# SPDX-License-Identifier: GPL-2.0-only
# A VM is listed with the name of its VMM's main thread, not with that of the thread that runs a
# vCPU. A name with blanks, line ends or escapes in it cannot fake a row. One that is no UTF-8, or is
# cut within a character, leaves the files ASCII, and a reader that takes them for UTF-8 can read on.
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

odd=$WORK/$'caf\xc3\xa9 \xff\xe2\x82\xac'
cp "$TRAPGEN" "$odd"
"$odd" hvc 10 --then "cat $K/vms $K/vcpus >$WORK/vms" >/dev/null || fail "trapgen"
assert_eq "rows with the name" "$(grep -cF ' caf\303\251\040\377\342\202\254 ' "$WORK/vms")" 2
! LC_ALL=C grep '[^ -~]' "$WORK/vms" || fail "bytes that are not ASCII"
