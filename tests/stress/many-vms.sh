# SPDX-License-Identifier: GPL-2.0-only
# 10,000 VMs made and destroyed: totals exact, no growth in memory.
. "$(dirname "$0")/../host/lib.sh"
load max_vcpus=64
memory() {
	echo 3 >/proc/sys/vm/drop_caches
	awk '$1 == "Slab:" || $1 == "Percpu:" || $1 == "VmallocUsed:" { n += $2 } END { print n }' /proc/meminfo
}
vms=$((10000 / SCALE))
"$TRAPGEN" hvc 3 --vms=$((vms / 10)) >"$WORK/first" || fail "trapgen"
before=$(memory)
"$TRAPGEN" hvc 3 --vms=$((vms - vms / 10)) >"$WORK/rest" || fail "trapgen"
wait_for eval '[ $(health vms.live) -eq 0 ]'
after=$(memory)
kvm=$(awk '$1 == "before" { n += $3 } $3 == "kvm" && $4 == "exits" { n += $5 }
	$2 == "kvm" && $3 == "exits" { n += $4 } END { print n }' "$WORK/first" "$WORK/rest")
same "HVC of all VMs" "$(summary cpu)" $((vms * 3))
same "all exits" "$(summary total)" "$kvm"
same "VMs seen" $(($(health vms.ended) + $(health vms.forgotten))) $vms
same "unattributed" "$(health exits.unattributed)" 0
same "lost" "$(summary lost)" 0
same "records in use" "$(health records.used)" 16
# In kB; a record is more than one, so that a leak of each VM would be 9,000.
[ $((after - before)) -lt 2000 ] || fail "memory went from $before to $after kB"
