# SPDX-License-Identifier: GPL-2.0-only
# Nobody can take all records: not a VMM that never enters a guest, not one VM, and not one user.
# And nobody can push ended VMs of others out of the list.
. "$(dirname "$0")/../lib/host.sh"
chmod 666 /dev/kvm
# Before 5.14 KVM's statistics of a VM are in debugfs alone.
mount -o remount,mode=755 /sys/kernel/debug
defer 'chmod 600 /dev/kvm; mount -o remount,mode=700 /sys/kernel/debug'
as() { setpriv --reuid "$1" --regid "$1" --clear-groups "${@:2}"; }

# A user's vCPUs never enter the guest.
load_module max_vcpus=64
as 65534 "$TRAPGEN" never 3 --vcpus=64 --then "tail -f /dev/null" >/dev/null &
wait_for pgrep -x tail >/dev/null
assert_eq "records of who never enters a guest" "$(health records.used)" 0
assert_eq "of 64 vCPUs, three quarters are noted; not" "$(health vcpus.unnoted)" 16
echo 1 >$P/reset
assert_eq "since the reset not noted" "$(health vcpus.unnoted)" 0
exact hvc 100 --vcpus=4
assert_eq "unattributed" "$(health exits.unattributed)" 0
pkill -x tail
wait

# One VM has more vCPUs than there are records. Another VM comes after it.
load_module max_vcpus=24
"$TRAPGEN" hvc 50 --vcpus=40 --then "cat $K/vcpus >$WORK/snap; $TRAPGEN hvc 70 --vcpus=2 --then 'cat $K/vcpus >$WORK/next' >/dev/null" >/dev/null ||
	fail "trapgen"
live=$(row_count "$WORK/snap" state=live)
[ "$live" -eq 16 ] || fail "a VM took $live of 24 records"
assert_eq "rows of the next VM" "$(row_count "$WORK/next" vm=2 state=live)" 2

# One user has many VMs. Then another user starts one.
load_module max_vcpus=24
for _ in $(seq 30); do
	as 65534 "$TRAPGEN" sleep >/dev/null &
done
wait_until column_sum vms vcpus -ge 18
wait_until health exits.unattributed -ge 12
assert_eq "records of one user" "$(health records.used)" 18
exact hvc 100 --vcpus=2
pkill -KILL -x trapgen
wait

# Nor by the users of a user namespace, which whoever makes one has 65536 of. Some kernels have no such.
if [ -e /proc/self/ns/user ]; then
	load_module max_vcpus=24
	unshare -U sleep 1000 & namespace=$!
	its_own() { [ "$(readlink /proc/$namespace/ns/user)" != "$(readlink /proc/$$/ns/user)" ]; }
	wait_for its_own
	echo "0 100000 65536" >/proc/$namespace/gid_map && echo "0 100000 65536" >/proc/$namespace/uid_map ||
		fail "cannot map users"
	for n in $(seq 30); do
		nsenter -U -t $namespace -S "$n" -G "$n" "$TRAPGEN" sleep >/dev/null &
	done
	wait_until column_sum vms vcpus -ge 18
	wait_until health exits.unattributed -ge 12
	assert_eq "records of one user's namespace" "$(health records.used)" 18
	pkill -KILL -x trapgen
	kill $namespace
	wait
fi

# Users who get no record are forgotten again: there is room for two more than hold one.
load_module max_vcpus=1
"$TRAPGEN" sleep >/dev/null &
wait_until health records.used -eq 1
for uid in $(seq 1001 1008); do
	as "$uid" "$TRAPGEN" hvc 2000 >/dev/null || fail "trapgen of user $uid"
done
assert_eq "HVC of eight users without a record" "$(column_sum reasons exits vm=- reason=$HVC)" 16000
pkill -KILL -x trapgen
wait

# Ended VMs of others stay listed, however many VMs one user makes and ends.
load_module max_vcpus=64
"$TRAPGEN" hvc 10 >/dev/null
as 65534 "$TRAPGEN" hvc 1 --vms=80 >/dev/null
wait_until health vms.ended -le 16
assert_eq "exits of the VM that root had" "$(column_sum vms cpu vm=1)" 10
# Nor do VMs count that are no longer listed: another user's many push out half of those.
as 65533 "$TRAPGEN" hvc 1 --vms=80 >/dev/null
wait_until health vms.live -eq 0
wait_until health vms.ended -le 16
assert_eq "VMs of the first of the two that are still listed" \
	"$(rows vms 'col("vm") >= 2 && col("vm") <= 81 { n++ } END { print n + 0 }')" 7
