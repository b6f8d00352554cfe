# SPDX-License-Identifier: GPL-2.0-only
# perf kvm stat report has the same counts, reason by reason, of the same guests: of all, and on
# x86 of one vCPU by -p and --vcpu. There perf counts an exit when the guest is entered again, so that it lacks
# each vCPU's last one; and its events mmio, ioport and msr have the counts of --event.
# groups: matrix
. "$(dirname "$0")/../lib/host.sh"
cd "$WORK" || exit
command -v perf >/dev/null || skip "no perf; docs/times.md is right"
load_module hot=1

# The last exit of each of these is a vCPU's ring at its doorbell.
if on_x86; then
	programs="cpuid sysreg wrmsr in out load gic hvc wfi self-ipi readonly xsetbv cr4"
else
	programs="load hvc smc sysreg wfi gic sgi readonly touch"
fi
for program in $programs; do
	echo "\"$TRAPGEN\" $program 50 || [ \$? -eq 3 ] || echo $program failed >>failed"
done >run
echo "\"$TRAPGEN\" mixed 70 --vcpus=2 --then '\"$KVMTRAP\" stat -p \$PPID --vcpu=1 --event=vmexit --csv >one' >out || echo mixed failed >>failed" >>run
perf kvm --host stat record -a -o data -- bash run >record 2>&1 || fail "perf: $(cat record)"
! grep -i lost record || fail "perf lost events"
[ ! -e failed ] || fail "$(cat failed)"
assert_eq "live vCPUs" "$(column_sum vms vcpus)" 0
vcpus=$(grep -c '^vcpu .* tid ' record out | awk -F: '{ n += $2 } END { print n }')

# report WORD...: what perf says of what it recorded, as "NAME COUNT". A name may have blanks, and
# where perf writes depends on its version.
report() {
	perf kvm --host -i data stat report "$@" >text 2>&1
	sed -nE 's/^ *(.*[^ ]) +([0-9]+) +[0-9.]+% +[0-9.]+% .*/\1 \2/p' text
}
# perfs WORD...: the same by names that both have. ours VCPUS: what the module counted, from "REASON
# COUNT", less the last exit of so many vCPUs.
perfs() {
	report "$@" | awk '
		{ n = $NF; sub(/ [0-9]+$/, ""); name = tolower($0); sub(/ excp$/, "_excp", name) }
		name ~ /^(npf|pf_excp|ept_violation|ept_misconfig)$/ { name = "page" }
		name ~ /^(io|io_instruction)$/ { name = "port" }
		name ~ /^(hypercall|vmcall)$/ { name = "call" }
		name ~ /^(interrupt|external_interrupt)$/ { name = "irq" }
		{ sum[name] += n }
		END { for (name in sum) print name, sum[name] }' | sort
}
last=$(on_x86 && echo port || echo none)
ours() {
	awk -v last="$last" -v vcpus="$1" '
		{ name = tolower($1) }
		name ~ /^mmio_/ { name = x86 ? "page" : "dabt_low" }
		name ~ /^(npf|pf_excp|ept_violation|ept_misconfig)$/ { name = "page" }
		name ~ /^[di]abt_/ { sub(/_.*/, "_low", name) }
		name ~ /^pio_/ { name = "port" }
		name ~ /^(vmmcall|vmcall)$/ { name = "call" }
		name ~ /^(intr|external_interrupt)$/ { name = "irq" }
		{ sum[name] += $2 }
		END { sum[last] -= vcpus; for (name in sum) if (sum[name] > 0) print name, sum[name] }' \
		x86="$(on_x86 && echo 1 || echo 0)" | sort
}
# compare WHAT LEAST: the files ours and perfs are the same, and have so many reasons.
compare() {
	diff ours perfs || fail "$1: ours < and perf's > $(cat text)"
	[ "$(wc -l <ours)" -ge "$2" ] || fail "$1: only $(wc -l <ours) reasons"
}
rows reasons '{ print col("reason"), col("exits") }' | ours "$vcpus" >ours
perfs >perfs
compare "all" 7
# On arm64 perf finds no vCPU.
on_x86 || exit 0
awk -F, 'NR > 1 { print $5, $6 }' one | ours 1 >ours
perfs -p "$(vmm_pid out)" --vcpu=1 >perfs
# Hypercalls and faults. An interrupt may have come.
compare "-p and --vcpu" 2
assert_eq "hypercalls of it" "$(awk '$1 ~ /^(call|hvc64)$/ { print $2 }' ours)" 70

# samples EVENT and exits EVENT: the sum by that event.
samples() { report --event="$1" | awk '{ n += $NF } END { print n + 0 }'; }
exits() { "$KVMTRAP" stat --event="$1" --by reason --csv | csv_sum exits; }
assert_eq "--event=mmio" "$(exits mmio)" "$(samples mmio)"
assert_eq "--event=msr" "$(exits msr)" "$(samples msr)"
assert_eq "--event=ioport" "$(($(exits ioport) - vcpus))" "$(samples ioport)"
# And each thing: a port as perf writes it, an MSR by its number.
assert_eq "port 0x610" "$(report --event=ioport | sort | tr '\n' ' ')" "0x610:PIN 50 0x610:POUT 50 "
assert_eq "the same, by hot" "$(rows hot '$2 == "port" && $3 == "0x0610" { print $4, $5 }' | sort | tr '\n' ' ')" \
	"vmm-in1 50 vmm-out1 50 "
assert_eq "APIC_BASE" "$(report --event=msr | grep '^0x1b:R ')" "0x1b:R 50"
assert_eq "the same, by hot" "$(column_sum hot exits kind=msr name=APIC_BASE how=read)" 50
