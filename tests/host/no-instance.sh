# SPDX-License-Identifier: GPL-2.0-only
# Fewer return-probe instances than calls in flight: the kernel's misses are
# shown, and each exit missed is counted as lost.
. "$(dirname "$0")/lib.sh"
load maxactive=1
"$TRAPGEN" spin 1500 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" & pid=$!
wait_for eval "[ \$(cell vcpus exits pid=$pid) -gt 10 ]"
# With a listener each exit holds its instance until it returns: for a vCPU
# asleep that is until it is killed.
echo 1 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
"$TRAPGEN" sleep --vcpus=8 >/dev/null & sleepers=$!
sleep 3
kill -KILL $sleepers
wait $sleepers 2>/dev/null
echo 0 >/sys/kernel/tracing/events/kvmtrap/kvmtrap_exit/enable
wait $pid || fail "trapgen"
row=$(awk -v pid=$pid 'NR == 2 { for (i = 1; i <= NF; i++) c[$i] = i }
	NR > 2 && $c["pid"] == pid { print $c["exits"], $c["lost"] }' "$WORK/vcpus")
kvm=$(awk '$3 == "kvm" && $4 == "exits" { print $5 } $2 == "kvm" && $3 == "exits" { print $4 }' "$WORK/out")
echo "exits and lost: $row; KVM's exits: $kvm"
# shellcheck disable=SC2086 # two numbers
set -- $row
[ $(($1 + $2)) -eq "$kvm" ] || fail "exits + lost is not what KVM counts"
missed=$(($(health missed.handle_exit) + $(health missed.kvm_arch_vcpu_ioctl_run)))
[ "$missed" -gt 0 ] || fail "nothing was missed, so nothing was shown"
