# SPDX-License-Identifier: GPL-2.0-only
# The module is loaded, a guest runs, and the module is unloaded, over and over. Nothing is left
# behind, and the kernel does not complain.
. "$(dirname "$0")/../lib/host.sh"
dmesg -C
for _ in $(seq 8); do
	load_module
	"$TRAPGEN" mixed 20 >/dev/null || fail "trapgen"
	unload_module
done
[ ! -e $K ] || fail "$K is still there"
no_probes

# Nor of its memory: of what times and hot take, and of what is read. The first round
# is for what the kernel keeps by itself.
for n in $(seq 9); do
	load_module times=1 hot=1
	for _ in $(seq 50); do
		: <$K/.snapshot
	done
	unload_module
	[ "$n" -gt 1 ] || before=$(memory)
done
after=$(memory)
# KASAN holds back what is freed. Where it is, kmemleak looks for what nobody holds (run-cases).
[ -e /sys/kernel/debug/kmemleak ] || [ $((after - before)) -lt 1000 ] || fail "memory went from $before to $after kB"

# Nor work that has still to be done: unloading waits for it.
load_module
defer 'rmmod slow 2>/dev/null'
insmod $HERE/slow.ko function=registry_fold_work us=0 held=1 || fail "cannot load slow.ko"
"$TRAPGEN" hvc 10 >/dev/null || fail "trapgen"
wait_for grep -q Y /sys/module/slow/parameters/waiting
rmmod kvmtrapcount & unloading=$!
waits() { grep -q cancel_work /proc/$unloading/stack 2>/dev/null; }
waits_or_is_over() { waits || [ ! -d /proc/$unloading ]; }
wait_for waits_or_is_over
waits || fail "unloaded, with work that is being done"
echo 0 >/sys/module/slow/parameters/held
wait $unloading || fail "cannot unload"
rmmod slow
complaints=$(dmesg | grep -E 'BUG|WARNING|Oops|Call trace|refcount|cut here')
[ -z "$complaints" ] || fail "the kernel complains: $complaints"
