# SPDX-License-Identifier: GPL-2.0-only
# Row 1: an exit count on every exit: KVM's own, to the exit.
. "$(dirname "$0")/../lib/host.sh"
load
exact mixed 200 --vcpus=2
"$TRAPGEN" mixed 200 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen"
same "exits" "$(awk '$3 == "1" || NR == 2 { for (i = 1; NR == 2 && i <= NF; i++) c[$i] = i }
	NR > 2 && $c["state"] == "live" { print $c["exits"] }' "$WORK/vcpus")" \
	"$(awk '$3 == "kvm" && $4 == "exits" { print $5 } $2 == "kvm" && $3 == "exits" { print $4 }' "$WORK/out")"
