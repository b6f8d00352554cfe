# SPDX-License-Identifier: GPL-2.0-only
# The module can be unloaded while vCPUs are in KVM_RUN, asleep in handle_exit or not. They do not
# return to code that is gone.
. "$(dirname "$0")/../lib/host.sh"
for n in $(seq $((20 / SCALE + 1))); do
	load_module times=$((n % 2)) hot=$((n / 2 % 2))
	"$TRAPGEN" sleep --vcpus=8 >/dev/null & sleepers=$!
	"$TRAPGEN" touch 15000 --vcpus=2 >/dev/null & touching=$!
	wait_until column_sum reasons exits reason=$HALT -ge 8
	rmmod kvmtrapcount || fail "cannot unload"
	# Only now they return from KVM_RUN.
	kill -KILL $sleepers $touching
	wait $sleepers $touching 2>/dev/null
done
load_module
exact hvc 500
