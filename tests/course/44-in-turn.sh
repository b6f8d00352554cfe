# SPDX-License-Identifier: GPL-2.0-only
# Row 44: two VMs in turn on one CPU, switched on an I/O exit: strictly A B A B.
# groups: course-only
. "$(dirname "$0")/../lib/host.sh"
load
/share/matrix io /share/talk.bin /share/talk.bin -n 50 --then "cat $K/vms >$WORK/vms" >"$WORK/out" || fail "matrix"
for n in $(seq 50); do printf 'Neo %d\nMorpheus %d\n' "$n" "$n"; done >"$WORK/want"
head -n 100 "$WORK/out" | diff - "$WORK/want" || fail "not in turn"
same "IO of each" "$(awk 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i } NR > 2 { print $c["io_user"] }' "$WORK/vms" | xargs)" "50 50"
