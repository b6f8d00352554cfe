# SPDX-License-Identifier: GPL-2.0-only
# Exits that go past the probe are counted as lost, to the exit: here because
# somebody switches all probes of the kernel off for a while. With
# attach=tracepoint that makes no difference.
. "$(dirname "$0")/lib.sh"
all=/sys/kernel/debug/kprobes/enabled
[ -w $all ] || skip "this kernel has no $all"
load
"$TRAPGEN" spin 3000 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & pid=$!
wait_for eval "[ \$(cell vcpus signal pid=$pid) -gt 10 ]"
echo 0 >$all
sleep 0.2
echo 1 >$all
wait $pid || fail "trapgen"
row=$(awk 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i }
	NR > 2 { print $c["exits"], $c["lost"] }' "$WORK/vcpus")
kvm=$(awk '$3 == "kvm" && $4 == "exits" { print $5 } $2 == "kvm" && $3 == "exits" { print $4 }' "$WORK/out")
set -- $row
if by_kretprobe; then
	[ "$2" -gt 0 ] || fail "nothing was lost, so nothing was shown: $row"
else
	same "lost" "$2" 0
fi
same "exits + lost" $(($1 + $2)) "$kvm"
same "lost in health" "$(health exits.lost)" "$2"
