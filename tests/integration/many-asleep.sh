# SPDX-License-Identifier: GPL-2.0-only
# Many vCPUs sleep in WFI, and another one traps. Nothing is missed, and all numbers are exact.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" spin 1 >/dev/null	# so that the numbers below are not the first
(exact wfi 2 --vcpus="$(max_vcpus 64)") & a=$!
exact hvc 2000
wait $a || fail "the sleepers' numbers differ"
for s in $PROBES; do
	assert_eq "missed by $s" "$(health missed.$s)" 0
done
