# SPDX-License-Identifier: GPL-2.0-only
# The module can be loaded and unloaded 1,000 times while guests trap on every CPU. It misses nothing, and
# in each fifth cycle, in which the test waits for that, it counts.
# groups: patching
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
# The guests are nice, or loading would get so little of the CPUs that it takes hours.
nice -n 19 "$TRAPGEN" hvc 1000000000 --vcpus="$(nproc)" >/dev/null &
nice -n 19 "$TRAPGEN" store 1000000000 >/dev/null &
"$TRAPGEN" sleep --vcpus=8 >/dev/null &
for n in $(seq $((1000 / SCALE + 5))); do
	insert_module times=$((n % 2)) hot=$((n / 2 % 2)) || fail "cycle $n: cannot load"
	[ $((n % 5)) -ne 0 ] || { wait_until summary cpu -gt 0; wait_until summary io -gt 0; }
	grep -q '^lost  *0 ' $K/summary || fail "cycle $n: $(cat $K/summary)"
	rmmod kvmtrapcount || fail "cycle $n: cannot unload"
done
assert_eq "guests alive" "$(pgrep -cx trapgen)" 3
no_probes
load_module
exact hvc 500 --vcpus=2
