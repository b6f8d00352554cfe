# SPDX-License-Identifier: GPL-2.0-only
# ftrace sees one kvmtrap_exit per exit, with what the guest did. It sees kvmtrap_counts that begin
# at zero and end with the numbers of the file. When the events are off, it sees none.
# groups: attach
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
load_module
echo 8192 >$T/buffer_size_kb
: >$T/trace
echo 1 >$T/events/kvmtrap/enable
"$TRAPGEN" mixed 100 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen"
echo 0 >$T/events/kvmtrap/enable
cp $T/trace "$WORK/trace"
exits=$(column_sum "$WORK/vcpus" exits)
n() { grep -c "kvmtrap_exit:.*$1" "$WORK/trace"; }
assert_eq "events" "$(n '')" "$exits"
assert_eq "HVC events" "$(n 'class=cpu reason=HVC64 ec=0x16 .* ret=1 ns=[1-9][0-9]*$')" 100
assert_eq "IO events" "$(n 'class=io reason=MMIO_USER ec=0x24 .* ipa=0xa000000 ret=0 ns=[1-9][0-9]*$')" 100
assert_eq "doorbell" "$(n 'class=io reason=MMIO_USER ec=0x24 .* ipa=0x9000000 ret=0 ns=[1-9][0-9]*$')" 1
assert_eq "memory events" "$(n 'class=mem reason=DABT_LOW ec=0x24 .* ret=1 ns=[1-9][0-9]*$')" 100
assert_eq "pages" "$(grep -o 'reason=DABT_LOW.* ipa=0x[0-9a-f]*' "$WORK/trace" | sed 's/.*ipa=//' | sort -u | wc -l)" 100
assert_eq "irq events with a syndrome" "$(n 'class=irq .*esr=0x[1-9a-f]')" 0
counts=$(grep 'kvmtrap_counts:' "$WORK/trace")
case $(head -n 1 <<<"$counts") in
*"CPU trap 0, MEM trap 0, IO trap 0,"*) ;;
*) fail "the first counts are not zero: $(head -n 1 <<<"$counts")" ;;
esac
case $(tail -n 1 <<<"$counts") in
*"CPU trap 100, MEM trap 101, IO trap 101,"*" exits $exits") ;;
*) fail "the last counts: $(tail -n 1 <<<"$counts")" ;;
esac
: >$T/trace
"$TRAPGEN" hvc 10 >/dev/null
assert_eq "events after off" "$(grep -c kvmtrap_ $T/trace)" 0

# What else an event says: whose exit, from where, and to where.
traced() { # EVENT PROGRAM ...
	: >$T/trace
	echo 1 >$T/events/kvmtrap/$1/enable
	"$TRAPGEN" "${@:2}" --then "cat $K/vcpus $K/userspace >$WORK/snap" >"$WORK/out" || fail "trapgen"
	echo 0 >$T/events/kvmtrap/$1/enable
	cp $T/trace "$WORK/trace"
}
traced kvmtrap_exit hvc 10 --vcpus=2
for vcpu in 0 1; do
	assert_eq "HVC events of vCPU $vcpu" "$(n " vcpu=$vcpu .*reason=HVC64 .* pc=0x4[0-9a-f]\{7\} ")" 10
done
traced kvmtrap_exit gic 5
assert_eq "events of the GIC's register" "$(n 'reason=MMIO_KERNEL .* ipa=0x8000004 ')" 5

# Counts alone: one event at the first exit, one behind each, and one behind each KVM_RUN.
traced kvmtrap_counts hvc 10
assert_eq "exits without a listener" "$(n '')" 0
exits=$(column_sum "$WORK/snap:vcpus" exits state=live)
assert_eq "counts" "$(grep -c kvmtrap_counts: "$WORK/trace")" \
	$((1 + exits + $(column_sum "$WORK/snap:userspace" returns vm="$(column "$WORK/snap:vcpus" vm state=live)")))
case $(grep kvmtrap_counts: "$WORK/trace" | tail -n 1) in
*"CPU trap 10,"*" exits $exits") ;;
*) fail "the last counts: $(tail -n 1 "$WORK/trace")" ;;
esac
