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
trace_exits
"$TRAPGEN" mixed 100 --then "cat $K/vcpus >$WORK/vcpus" >"$WORK/out" || fail "trapgen"
echo 0 >$T/events/kvmtrap/enable
cp $T/trace "$WORK/trace"
exits=$(column_sum "$WORK/vcpus" exits)
n() { grep -c "kvmtrap_exit:.*$1" "$WORK/trace"; }
assert_eq "events" "$(n '')" "$exits"
# event CLASS REASON CODE: print the begin of an event, as a pattern.
if on_x86; then
	event() { echo "code=$3 class=$1 reason=$2 nested=0 .*"; }
	code=0x400 at=info2 ends='code=0x7b class=io reason=PIO_USER nested=0 info1=0x600.... .*'
	[ $PAGE = NPF ] || code=0x4e
	# One more than on arm64: that of the code.
	pages=101
	assert_eq "irq events of another code" "$(n 'code=0x[^6][^ ]* class=irq')" 0
else
	event() { echo "class=$1 reason=$2 ec=$3 .*"; }
	code=0x24 at=ipa ends="$(event io MMIO_USER 0x24) ipa=0x9000000" pages=100
	assert_eq "irq events with a syndrome" "$(n 'class=irq .*esr=0x[1-9a-f]')" 0
fi
hvc_code=${HVC_CODE/0x0/0x}
assert_eq "HVC events" "$(n "$(event cpu $HVC "$hvc_code") ret=1 ns=[1-9][0-9]*$")" 100
assert_eq "IO events" "$(n "$(event io MMIO_USER $code) $at=0xa000000 ret=0 ns=[1-9][0-9]*$")" 100
assert_eq "doorbell" "$(n "$ends ret=0 ns=[1-9][0-9]*$")" 1
assert_eq "memory events" "$(n "$(event mem $PAGE $code) ret=1 ns=[1-9][0-9]*$")" $pages
assert_eq "pages" "$(grep -o "reason=$PAGE .* $at=0x[0-9a-f]*" "$WORK/trace" | sed 's/.*=//' | sort -u | wc -l)" $pages
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
	assert_eq "HVC events of vCPU $vcpu" "$(n " vcpu=$vcpu .*reason=$HVC .* pc=0x4[0-9a-f]\{7\} ")" 10
done
traced kvmtrap_exit gic 5
if on_x86; then register=0xfec00000; else register=0x8000004; fi
assert_eq "events of a register in the kernel" "$(n "reason=MMIO_KERNEL .* $at=$register ")" 5
# Of the guest's own table walk the page of the table is known, and the offset is not.
if ! on_x86; then
	traced kvmtrap_exit walk 1
	assert_eq "address of a walk" "$(grep -o 'reason=DABT_NOSLOT .* ipa=0x[0-9a-f]*' "$WORK/trace" | sed 's/.*=//')" 0xa000000
fi

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

# From where: KVM's own event of an exit has it as well.
if on_x86; then
	echo 1 >$T/events/kvm/kvm_exit/enable
	traced kvmtrap_exit cpuid 20
	echo 0 >$T/events/kvm/kvm_exit/enable
	pcs() {
		grep -i "$1: .*reason[ =]\(EXIT_\)\?CPUID " "$WORK/trace" |
			sed -E 's/.* (pc=|rip )0x0*([0-9a-f]+) .*/\2/' | sort | uniq -c
	}
	assert_eq "events of CPUID" "$(pcs kvm_exit | awk '{ n += $1 } END { print n }')" 20
	assert_eq "PC of CPUID" "$(pcs kvmtrap_exit)" "$(pcs kvm_exit)"
fi

# With attach=kretprobe an exit is told when handle_exit returns, and not as late as the next exit.
by_kretprobe || exit 0
echo 1 >$T/events/kvm/kvm_exit/enable
traced kvmtrap_exit hvc 10
echo 0 >$T/events/kvm/kvm_exit/enable
assert_eq "exits, told at once" "$(awk '/ kvm_exit:/ { seen++ } /kvmtrap_exit:/ { told++; at_once += seen == told }
	END { print told, at_once }' "$WORK/trace")" "$(n '') $(n '')"
