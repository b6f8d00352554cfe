# SPDX-License-Identifier: GPL-2.0-only
# A guest executes random instructions on random registers for a minute, on two vCPUs. The host
# survives, and every exit is counted. trapgen makes up instructions of arm64 only.
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
load_module
seed=$((RANDOM * 32768 + RANDOM + 1))
# make check, which has SCALE 100 or more, begins with the same seed each time, as walk does.
[ "$SCALE" -lt 100 ] || seed=1
echo "trapgen fuzz --seed=$seed"
exact fuzz $((50 / SCALE + 10)) --vcpus=2 --seed=$seed
assert_eq "lost" "$(summary lost)" 0
kinds=$(column reasons reason | sort -u | wc -l)
[ "$kinds" -ge 8 ] || fail "of $kinds reasons only"
exact hvc 500
