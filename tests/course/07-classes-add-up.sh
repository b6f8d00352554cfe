# SPDX-License-Identifier: GPL-2.0-only
# Row 7: exits = cpu + mem + io + irq + serror + other, whatever the guest does; no gap.
. "$(dirname "$0")/../lib/host.sh"
load
"$TRAPGEN" mixed 100 >/dev/null
"$TRAPGEN" spin 20 >/dev/null
"$TRAPGEN" wfi 20 >/dev/null
sum=0
for class in cpu mem io irq serror other; do sum=$((sum + $(summary $class))); done
same "the classes together" "$sum" "$(summary total)"
[ "$(summary irq)" -gt 0 ] || fail "no interrupt came while a guest ran"
for vm in 1 2 3; do
	same "VM $vm" "$(for c in cpu mem io irq serror other; do cell vms $c vm=$vm; done | awk '{ n += $1 } END { print n }')" \
		"$(cell vms exits vm=$vm)"
done
