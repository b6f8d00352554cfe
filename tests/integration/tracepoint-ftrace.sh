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
