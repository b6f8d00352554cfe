# SPDX-License-Identifier: GPL-2.0-only
# Row 7: exits = cpu + mem + io + irq + serror + other, without a gap, whatever the guest does.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" mixed 100 >/dev/null
"$TRAPGEN" spin 20 >/dev/null
"$TRAPGEN" wfi 20 >/dev/null
sum=0
for class in cpu mem io irq serror other; do sum=$((sum + $(summary $class))); done
assert_eq "the classes together" "$sum" "$(summary total)"
[ "$(summary irq)" -gt 0 ] || fail "no interrupt came while a guest ran"
for vm in 1 2 3; do
	assert_eq "VM $vm" "$(for c in cpu mem io irq serror other; do column_sum vms $c vm=$vm; done | awk '{ n += $1 } END { print n }')" \
		"$(column_sum vms exits vm=$vm)"
done
