# SPDX-License-Identifier: GPL-2.0-only
# Row 44: two VMs run in turn on one CPU, and are switched on an I/O exit: strictly A B A B.
# groups: course-only own-vmm
. "$(dirname "$0")/../lib/host.sh"
load_module
$HERE/matrix io $HERE/talk.bin $HERE/talk.bin -n 50 --then "cat $K/vms >$WORK/vms" >"$WORK/out" || fail "matrix"
for n in $(seq 50); do printf 'Neo %d\nMorpheus %d\n' "$n" "$n"; done >"$WORK/want"
head -n 100 "$WORK/out" | diff - "$WORK/want" || fail "not in turn"
assert_eq "IO of each" "$(column "$WORK/vms" io_user | xargs)" "50 50"
