# SPDX-License-Identifier: GPL-2.0-only
# For every guest program that ends by itself, KVM's own events have the same numbers: perf's count
# of kvm_exit, ftrace's kvm_exit by exception class or exit code, and its faults by address.
# groups: corner matrix
. "$(dirname "$0")/../lib/host.sh"
T=/sys/kernel/tracing
defer 'echo 0 >$T/events/kvm/enable; echo 1408 >$T/buffer_size_kb'
# On x86 an access that only signals an eventfd is told by kvm_fast_mmio, if the kernel is new.
if on_x86; then FAULTS="kvm_page_fault kvm_fast_mmio"; else FAULTS=kvm_guest_fault; fi
listen() {
	local event
	for event in $FAULTS; do
		echo 1 >$T/events/kvm/$event/enable
	done
}
load_module
echo 16384 >$T/buffer_size_kb
cat >"$WORK/programs" <<'END'
run() { "$TRAPGEN" $program $passes --vcpus=$1 2>&1 </dev/null >/dev/null; }
while read -r program _; do
	vcpus=2
	case $program in
	sleep | switched-off | suspended | init | never | spin | fuzz | deleted-slot) continue ;;
	off) passes=1 vcpus=1 ;;
	jump* | walk*) passes=1 ;;
	mixed) passes=300 ;;
	*) passes=20 ;;
	esac
	said=$(run $vcpus)
	status=$?
	# Some programs want another number of vCPUs, and say so.
	if [[ $status -eq 2 && $said =~ wants\ ([0-9]+)\ vCPU ]]; then
		said=$(run ${BASH_REMATCH[1]})
		status=$?
	fi
	[ $status -eq 0 ] || [ $status -eq 3 ] || echo "$program failed: $said"
done
END
export TRAPGEN

class() { column_sum "$WORK/reasons" exits class="$1"; }
faults() { grep 'kvm_guest_fault:\|kvm_page_fault:\|kvm_fast_mmio:' "$WORK/trace" | grep -c "$1"; }
# Port IO is no fault.
ports() { column_sum "$WORK/reasons" exits code=pio; }
# ours COLUMN: print the exits by that column of the file reasons.
ours() {
	rows "$WORK/reasons" "{ n[col(\"$1\")] += col(\"exits\") } END { for (k in n) print k, n[k] }" | sort
}
# by_code: write the exits by code to the files ours and kvm.
by_code() {
	if on_x86; then
		# KVM's names are others.
		ours reason | awk '
			BEGIN { name["VMMCALL"] = "hypercall"; name["INTR"] = "interrupt"
				name["PIO_USER"] = name["PIO_KERNEL"] = "io" }
			{ r = $1; sub(/_EXCP$/, " excp", r) }
			$1 ~ /^MMIO_/ { r = page }
			{ n[$1 in name ? name[$1] : r == page || r ~ / excp$/ ? r : tolower(r)] += $2 }
			END { for (k in n) print k, n[k] }' page="$([ $PAGE = NPF ] && echo npf || echo 'PF excp')" | sort >"$WORK/ours"
		grep -o 'kvm_exit: vcpu .* reason .* rip' "$WORK/trace" | sed 's/.* reason //; s/^EXIT_//; s/ *rip$//' |
			awk '{ n[$0]++ } END { for (k in n) print k, n[k] }' | sort >"$WORK/kvm"
	else
		ours code | grep ^0x >"$WORK/ours"
		grep -o 'kvm_exit: TRAP: HSR_EC: 0x00..' "$WORK/trace" |
			awk '{ n[$NF]++ } END { for (k in n) { ec = k; sub(/0x00/, "0x", ec); print ec, n[k] } }' | sort >"$WORK/kvm"
	fi
}
# half N: run every second program, and compare. No more VMs stay listed than that is.
half() {
	echo 1 >$P/reset
	: >$T/trace
	echo 1 >$T/events/kvm/kvm_exit/enable
	listen
	"$TRAPGEN" --list | awk -v n="$1" 'NR % 2 == n' >"$WORK/list"
	perf stat -x, -a -e kvm:kvm_exit -o "$WORK/perf" bash "$WORK/programs" <"$WORK/list" >"$WORK/failed"
	echo 0 >$T/events/kvm/enable
	[ ! -s "$WORK/failed" ] || fail "$(cat "$WORK/failed")"
	cat $K/reasons >"$WORK/reasons"
	cp $T/trace "$WORK/trace"
	assert_eq "VMs that are not listed" "$(health vms.forgotten)" 0
	assert_eq "all exits, by perf" "$(summary total)" "$(awk -F, '/kvm:kvm_exit/ { print $1 }' "$WORK/perf")"
	by_code
	diff "$WORK/ours" "$WORK/kvm" || fail "by exit code: ours < and KVM's >"
	sed 's/ [0-9]*$//' "$WORK/kvm" >>"$WORK/codes"
	on_x86 || assert_eq "irq" "$(class irq)" "$(grep -c 'kvm_exit: IRQ:' "$WORK/trace")"
	assert_eq "memory and IO" $(($(class mem) + $(class io) - $(ports))) "$(faults .)"
}
half 0
half 1
if on_x86; then least=20; else least=10; fi
codes=$(sort -u "$WORK/codes" | wc -l)
[ "$codes" -ge $least ] || fail "only $codes exit codes"

# In one program, memory and IO have different addresses.
echo 1 >$P/reset
: >$T/trace
listen
"$TRAPGEN" mixed 300 --vcpus=3 --then "cat $K/reasons >$WORK/reasons" >/dev/null || fail "trapgen"
echo 0 >$T/events/kvm/enable
cp $T/trace "$WORK/trace"
io=$(($(class io) - $(ports)))
# Each vCPU stores once per pass. On arm64 it tells by another store that it has ended.
if on_x86; then told=0; else told=1; fi
assert_eq "IO" $io $((3 * (300 + told)))
# On x86, with nested paging and from 6.1 on, KVM lets a vCPU repeat an access if two make the first one to a page
# at the same time (docs/x86.md): one of them has a fault more, which is memory.
at_device=$(faults '\(ipa\|address\) 0*x\?0*\(a000000\|9000000\)[, ]')
repeated=$((at_device - io))
on_x86 && [ $PAGE = NPF ] && printf '%s\n' 6.1 "$(uname -r)" | sort -CV && [ $repeated -ge 0 ] && [ $repeated -le 2 ] || assert_eq "IO, by address" $io "$at_device"
assert_eq "memory, by address" $(($(class mem) - repeated)) "$(faults '\(ipa\|address\) 0*x\?0*[4-9a-f][0-9a-f]\{7\}[, ]')"
