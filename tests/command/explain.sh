# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap explain tells each rule from its threshold on and not below it, and no other rule beside
# it.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/explain.sh"
s=$WORK/state

# told: print the rules that are told of each VM of the state, and behind a slash what only hot
# would tell.
told() {
	"$KVMTRAP" explain --json "$s" >"$WORK/json" || fail "explain: $(cat "$s")"
	# No sentence has a hole.
	if jq -r '.vms[] | (.findings[], .open[]).sentence' "$WORK/json" | grep -E ' [:,.]|  |[{}]|\(\)|null'; then fail "a sentence"; fi
	jq -r '.vms | sort_by(.vm)[] | ([.findings[].rule] | join(" ")) + (if .open == [] then "" else "/" + ([.open[].what] | join(" ")) end)' "$WORK/json"
}
expect() { assert_eq "$1" "$(told)" "$2"; }

# hold ARCH WHAT RULES LINE...: of a VM with these lines the rules are told. All such VMs of an
# architecture are in one state, for hold_all.
declare -A lines whats wants
hold() {
	whats[$1]+=$2$'\n' wants[$1]+=$3$'\n'
	lines[$1]+=$(printf '%s\n' vm "${@:4}")$'\n'
}
hold_all() { # ARCH
	local -a of what want got
	local i
	mapfile -t of < <(printf %s "${lines[$1]}")
	mapfile -t what < <(printf %s "${whats[$1]}")
	mapfile -t want < <(printf %s "${wants[$1]}")
	state "$s" "$1" "${of[@]}"
	mapfile -t got < <(told)
	assert_eq "VMs on $1" ${#got[@]} ${#want[@]}
	for i in "${!want[@]}"; do assert_eq "${what[i]}" "${got[i]}" "${want[i]}"; done
}

# rule NAME ARCH SHARE RATE TIME EXIT [HOT]: hold a rule against its threshold. EXIT is its reason
# or, as REASON:RETURN, also why KVM_RUN returns. HOT: KIND NAME HOW. An exit takes 50 us where
# time decides, so that nothing is slow. 0: that does not decide.
ran=
rule() {
	local name=$1 arch=$2 share=$3 rate=$4 time=$5 reason=${6%:*} back=${6#*:} hot=${7:-} comm=${8:-vmm} n all
	[ "$back" != "$6" ] || back=
	one() { # WHAT RULES N ALL NS: so many exits of all take so long
		hold "$arch" "$name on $arch, $1" "$2" "all $4" "exit $reason $3 $5" ${hot:+"hot $hot $3"} "comm $comm" ${back:+"return $back $3 0"}
	}
	ran+=" $name:$arch"
	# Half of the exits, in 10 s.
	n=$((rate * 10))
	one "$rate/s" "$name" $n $((2 * n)) 0
	one "below $rate/s" "" $((n - 1)) $((2 * n)) 0
	if [ "$share" != 0 ]; then
		n=$((rate * 20))
		all=$((n * 100 / share))
		one "$share %" "$name" $n $all 0
		one "below $share %" "" $((n - 1)) $all 0
	fi
	# 1 % of the exits.
	n=$((time * 2000))
	one "$time % of the time" "$name" $n $((n * 100)) $((time * 100000000))
	one "below $time % of the time" "" $n $((n * 100)) $((time * 100000000 - 10000))
}

page="page 0xb000000"
rule host-interrupts arm64 0 2000 8 IRQ
rule host-interrupts x86 0 2000 8 INTR
rule console arm64 10 1000 5 MMIO_USER:MMIO "page 0x9000000 vmm-write4" qemu-system-aar
rule console x86 10 1000 5 PIO_USER:IO "port 0x03f8 vmm-out1"
rule timekeeping arm64 10 1000 5 SYS64 "sysreg CNTPCT_EL0 read"
rule timekeeping x86 10 1000 5 PIO_USER:IO "port 0x0040 vmm-in1"
rule timekeeping x86 10 1000 5 RDTSC
rule timer arm64 10 10000 5 SYS64 "sysreg CNTP_CVAL_EL0 write"
rule timer x86 10 10000 5 MSR "msr TSC_DEADLINE write"
rule ipi arm64 10 10000 5 SYS64 "sysreg ICC_SGI1R_EL1 write"
rule ipi x86 10 10000 5 MSR "msr X2APIC_ICR write"
rule interrupt-controller arm64 10 10000 5 MMIO_KERNEL "$page kernel-read4"
rule interrupt-controller x86 10 10000 5 MMIO_KERNEL "page 0xfee00000 kernel-write"
rule doorbell arm64 10 1000 5 MMIO_USER:MMIO "$page vmm-write4"
rule doorbell x86 10 1000 5 MMIO_USER:MMIO "$page vmm-write"
rule kernel-doorbell arm64 10 10000 5 MMIO_KERNEL "$page kernel-write4"
rule kernel-doorbell x86 10 10000 5 PIO_KERNEL "port 0x0620 kernel-out1"
rule device arm64 10 1000 5 MMIO_USER:MMIO "$page vmm-read4"
rule device x86 10 1000 5 MMIO_USER:MMIO "$page vmm-read"
rule port-io x86 10 1000 5 PIO_USER:IO "port 0x0610 vmm-out1"
rule idle arm64 10 5000 5 WFx
rule idle x86 10 5000 5 HLT
rule pause x86 10 10000 5 PAUSE
rule write-protection arm64 10 10000 5 DABT_LOW "fault permission write"
rule write-protection x86 10 10000 5 NPF "fault permission write"
rule page-faults arm64 10 10000 5 DABT_LOW "fault translation write"
rule page-faults x86 10 10000 5 PF_EXCP "fault not-present read"
rule identification arm64 10 10000 5 SYS64 "sysreg ID_AA64PFR0_EL1 read"
rule identification x86 10 10000 5 CPUID
rule debug-registers arm64 10 10000 5 SYS64 "sysreg DBGBVR0_EL1 write"
rule debug-registers x86 10 10000 5 WRITE_DR7
rule debugged arm64 10 1000 5 SOFTSTP_LOW:DEBUG
rule debugged x86 10 1000 5 DB_EXCP:DEBUG
rule pmu arm64 10 10000 5 SYS64 "sysreg PMCCNTR_EL0 read"
rule pmu x86 10 10000 5 RDPMC
rule cache-by-set arm64 10 100 5 SYS64 "sysreg DC_CISW write"
rule system-registers arm64 10 10000 5 SYS64 "sysreg ACTLR_EL1 read"
rule system-registers x86 10 10000 5 MSR "msr PAT write"
rule control-registers x86 10 10000 5 WRITE_CR4
rule shadow-paging x86 10 10000 5 WRITE_CR3
rule hypercalls arm64 10 10000 5 HVC64 "call PSCI_VERSION hvc"
rule hypercalls x86 10 10000 5 VMMCALL "call KVM_HC_SCHED_YIELD vmmcall"
# Intel's reasons.
rule host-interrupts x86 0 2000 8 EXTERNAL_INTERRUPT
rule timer x86 10 10000 5 MSR_WRITE "msr TSC_DEADLINE write"
rule interrupt-controller x86 10 10000 5 APIC_WRITE
rule pause x86 10 10000 5 PAUSE_INSTRUCTION
rule write-protection x86 10 10000 5 EPT_VIOLATION "fault permission write"
rule debug-registers x86 10 10000 5 DR_ACCESS
rule system-registers x86 10 10000 5 MSR_READ "msr PAT read"
rule control-registers x86 10 10000 5 CR_ACCESS "reg CR4 write"
rule control-registers x86 10 10000 5 CR_ACCESS "reg CR0 clts"
rule shadow-paging x86 10 10000 5 CR_ACCESS "reg CR3 write"
rule hypercalls x86 10 10000 5 VMCALL "call KVM_HC_SCHED_YIELD vmcall"
rule nested x86 10 1000 5 VMRESUME
rule nested arm64 10 1000 5 ERET
rule nested x86 10 1000 5 VMRUN
rule other arm64 10 1000 5 BTI
rule other x86 10 1000 5 WBINVD
hold_all arm64
hold_all x86
# What it says to run finds only who is traced, which we are not.
see=$(jq -r 'first(.vms[].findings[] | select(.rule == "debug-registers").see)' "$WORK/json" | sed 's/^in the guest: \(.*status\) .*/\1/')
assert_eq "who is traced" "$(eval "$see" 2>/dev/null | grep -cx "/proc/$$/status" || true)" 0
# What names something of one vendor's for x86 names the other one's, too.
jq -r '[.vms[].findings[]] | unique_by(.rule)[] | .rule as $rule | .helps, .see, .source |
	select(test("AVIC|kvm_amd|AMD manual|svm/") != test("APICv|Intel|kvm_intel|vmx/")) |
	"\($rule): \(.)"' "$WORK/json" >"$WORK/one-vendor"
assert_eq "for one vendor only" "$(cat "$WORK/one-vendor")" ""

# --- what other numbers decide ---
# Below a hundred exits nothing is told, however often they come.
state "$s" arm64 "times 1 0 0 0" "exit HVC64 100" "hot call PSCI_VERSION hvc 100"
expect "a hundred" hypercalls
state "$s" arm64 "times 1 0 0 0" "exit HVC64 99" "hot call PSCI_VERSION hvc 99"
expect "ninety-nine" ""
# Signals: returns of KVM_RUN.
for arch in arm64 x86; do
	state "$s" $arch "all 100000" "return SIGNAL 1000 5000"
	expect "signals on $arch" signals
	state "$s" $arch "all 100000" "return SIGNAL 999 5000"
	expect "fewer signals on $arch" ""
	ran+=" signals:$arch"
done
# From 100 us each on a device is slow, an interrupt one after which something else ran.
slow() { # NAME ARCH EXIT KERNEL RETURN HOT QUICK: what is told if it is not slow
	state "$s" "$2" "all 500000" "exit $3 5000 $4" ${5:+"return $5 5000 $((500000000 - $4))"} ${6:+"hot $6 5000"}
	expect "$1 on $2, 100 us" "$1"
	state "$s" "$2" "all 500000" "exit $3 5000 $(($4 - 1))" ${5:+"return $5 5000 $((500000000 - $4))"} ${6:+"hot $6 5000"}
	expect "$1 on $2, below 5 % of the time" ""
	state "$s" "$2" "all 500000" "exit $3 5001 $4" ${5:+"return $5 5001 $((500000000 - $4))"} ${6:+"hot $6 5001"}
	expect "$1 on $2, below 100 us" "$7"
	ran+=" $1:$2"
}
slow preempted arm64 IRQ 500000000 '' '' ''
slow preempted x86 INTR 500000000 '' '' ''
slow slow-device arm64 MMIO_USER 100000000 MMIO "$page vmm-write4" doorbell
slow slow-device x86 MMIO_USER 100000000 MMIO "$page vmm-read" device
slow slow-device x86 PIO_USER 100000000 IO "port 0x0610 vmm-in1" port-io
# A slow device is told without hot, which would only tell which one it is.
state "$s" x86 "all 500000" "exit PIO_USER 5000 100000000" "return IO 5000 400000000"
expect "a slow device without hot" slow-device
# A console is one however slow it is.
state "$s" x86 "all 500000" "exit PIO_USER 5000 100000000" "return IO 5000 400000000" "hot port 0x03f8 vmm-out1 5000"
expect "a slow console" console
# How many CPUs are wanted: guest and kernel of 10 s. The vCPU has to want one itself.
for arch in arm64 x86; do
	state "$s" $arch "exit HLT 100" "times 9000 2000 0 0" "cpus 1"
	expect "1.1 CPUs of one" overcommit
	"$KVMTRAP" explain "$s" | tr -s ' \n' ' ' | grep -qF ': 1.1 of 1.' || fail "1.1 CPUs of one: $("$KVMTRAP" explain "$s")"
	state "$s" $arch "exit HLT 100" "times 9000 1999 0 0" "cpus 1"
	expect "less" ""
	state "$s" $arch "exit HLT 100" "times 9000 2000 0 0" "cpus 2"
	expect "1.1 CPUs of two" ""
	ran+=" overcommit:$arch"
done
state "$s" arm64 "times 11000 0 99000 0" "cpus 1" "exit HLT 100"
expect "a tenth of its time" overcommit
state "$s" arm64 "times 11000 0 99001 0" "cpus 1" "exit HLT 100"
expect "less than a tenth of its time" ""
# Then interrupts that take long are explained by it.
state "$s" arm64 "times 9000 2000 0 0" "cpus 1" "exit IRQ 1000 2000000000"
expect "more vCPUs than CPUs" overcommit
state "$s" arm64 "times 9000 2000 0 0" "cpus 2" "exit IRQ 1000 2000000000"
expect "as many CPUs" preempted

# --- guests of guests ---
state "$s" x86 "all 100000" "nested 10000"
expect "nested exits" nested
state "$s" x86 "all 100000" "nested 9999"
expect "fewer nested exits" ""
# Any of them may be CPUID: told is only what exceeds them.
state "$s" x86 "all 1000000" "exit CPUID 200000" "nested 100000"
expect "CPUID of whom" "nested identification"
state "$s" x86 "all 1000000" "exit CPUID 199999" "nested 100000"
expect "CPUID of nobody knows whom" nested

# On arm64 nobody knows whose an exit is: that is said of each VM that enters guests.
untold() { jq -r '.missing[] | select(test("ERET"))' "$WORK/json"; }
state "$s" arm64 "all 20000" vm "all 20000" "exit ERET 1" vm "all 20000" "exit ERET 10000"
expect "ERET" "$(printf '\n\nnested')"
assert_eq "whose exits" "$(untold | grep -o '^.*by ERET' | sed 's/3, 2/2, 3/')" "Guests of their own run in VMs 2, 3, entered by ERET"
state "$s" arm64 "all 20000" vm "all 20000" "exit ERET 1"
expect "one ERET" "$(printf '\n')"
assert_eq "whose exits, of one VM" "$(untold | grep -o '^.*by ERET')" "Guests of their own run in VM 2, entered by ERET"
for arch in arm64 x86; do
	state "$s" $arch "all 20000" "exit HLT 1"
	expect "nobody enters guests" ""
	assert_eq "said of $arch" "$(untold)" ""
done

# --- places ---
# What is at an address depends on the VMM's machine.
state "$s" arm64 "all 20000" "exit MMIO_USER 10000" "hot page 0x9000000 vmm-read4 10000" "comm qemu-system-aar"
expect "QEMU's UART" console
state "$s" arm64 "all 20000" "exit MMIO_USER 10000" "hot page 0x9000000 vmm-read4 10000" "comm othervmm"
expect "a page of another VMM's" device
for comm in qemu-system-x86 qemu-kvm kvm; do
	state "$s" x86 "all 20000" "exit PIO_USER 10000" "hot port 0x0608 vmm-in4 10000" "comm $comm"
	expect "the ACPI timer of q35" timekeeping
done
state "$s" x86 "all 20000" "exit PIO_USER 10000" "hot port 0x0608 vmm-in4 10000" "comm othervmm"
expect "a port of another VMM's" port-io
for port in 0x03ff:console 0x0400:port-io 0x03f7:port-io 0x0070:timekeeping 0x0021:interrupt-controller 0x0080:port-io; do
	state "$s" x86 "all 20000" "exit PIO_USER 100000" "hot port ${port%:*} vmm-out1 100000"
	expect "port ${port%:*}" "${port#*:}"
done
# A doorbell is written ten times as often as read, or more.
state "$s" arm64 "all 40000" "exit MMIO_USER 11000" "hot $page vmm-write4 10000" "hot $page vmm-read4 1000"
expect "a tenth is read" doorbell
state "$s" arm64 "all 40000" "exit MMIO_USER 11001" "hot $page vmm-write4 10000" "hot $page vmm-read4 1001"
expect "more than a tenth is read" device

# What may be either is neither, and is called so: on Intel most accesses to a page are.
state "$s" x86 "all 40000" "exit MMIO_USER 11000" "hot $page vmm-write 1000" "hot $page vmm-access 10000"
expect "a page that may be read" device
"$KVMTRAP" explain "$s" | tr -s '\n ' ' ' >"$WORK/out"
grep -qF "are accesses to page 0xb000000, writes to page 0xb000000, which the VMM answers." "$WORK/out" || fail "$(cat "$WORK/out")"
state "$s" x86 "all 400000" "exit MMIO_KERNEL 100000" "hot page 0xfee00000 kernel-access 100000"
expect "the local APIC" interrupt-controller
state "$s" x86 "all 400000" "exit MMIO_KERNEL 100000" "hot $page kernel-access 100000"
expect "a page that KVM answers" kernel-doorbell

# Intel has one reason for all control registers. Rows of debug registers, which are of the same kind, do not
# hide that some have no row.
state "$s" x86 "all 400000" "exit CR_ACCESS 220000" "exit DR_ACCESS 1000" "hot reg CR3 write 110000" "hot reg CR4 write 110000" "hot reg DR7 write 1000"
expect "CR3 and CR4" "shadow-paging control-registers"
assert_eq "all are known" "$(jq '[.vms[0].findings[].at_least] | any' "$WORK/json")" false
state "$s" x86 "all 400000" "exit CR_ACCESS 110999" "exit DR_ACCESS 1000" "hot reg CR3 write 110000" "hot reg DR7 write 1000"
expect "CR3, and some without a row" shadow-paging
assert_eq "not all are known" "$(jq '.vms[0].findings[0].at_least' "$WORK/json")" true
state "$s" x86 "all 400000" "exit CR_ACCESS 110000"
expect "which one, without hot" "/accesses to control registers"
# On AMD the reason tells it, and rows of hot add nothing.
state "$s" x86 "all 400000" "exit WRITE_CR3 110000" "hot reg CR3 write 110000"
expect "CR3 on AMD" shadow-paging
assert_eq "its rows of hot" "$(jq -c '.vms[0].findings[0].hot' "$WORK/json")" "[]"

# --- times off, hot off ---
state "$s" arm64 "all 200000" "times off" "exit HVC64 100000" "hot call PSCI_VERSION hvc 100000"
expect "by number alone" hypercalls
assert_eq "what is not known" "$(jq -c '.vms[0].findings[0] | [.count, .percent, .per_second, .time_percent, .average_ns]' "$WORK/json")" \
	'[100000,50,10000,null,null]'
jq -r '.missing[]' "$WORK/json" | grep -qx 'Times are off\. These rules need them and were not checked: overcommit, preempted, slow-device\. .* echo 1 >/sys/module/kvmtrapcount/parameters/times, and explain again\.' ||
	fail "$(jq -r '.missing[]' "$WORK/json")"
# A host without exits says whether they are off, too.
for how in "" "times off"; do
	state "$s" arm64 ${how:+"$how"}
	"$KVMTRAP" explain "$s" >"$WORK/out"
	assert_eq "times of no VM ($how)" "$(grep -c '^Times are off' "$WORK/out" || true)" $((${#how} > 0))
done
# The rate is by the live vCPUs.
state "$s" arm64 "all 200000" "times off" "exit HVC64 100000" "hot call PSCI_VERSION hvc 100000" "vcpus 2"
expect "by number and vCPU" ""
# Of a VM that has ended the vCPUs are not known, unless the copy before has them.
state "$WORK/before" arm64 "exit WFx 5" "vcpus 4"
sed -i 's/^when .*/when 1000000.000/' "$WORK/before"
state "$WORK/ended" arm64 "all 800005" "exit HVC64 800000" "exit WFx 5" "vcpus 0" "times off"
assert_eq "of a VM that has ended" "$("$KVMTRAP" explain "$WORK/ended" | grep -o " exits (.*)" | head -n 1)" " exits (80000/s of all its vCPUs)"
sed -i 's/^times.since.unix_ns .*//' "$WORK/before" "$WORK/ended"
grep -q '^How many vCPUs a VM had that has ended is not known' <<<"$("$KVMTRAP" explain "$WORK/ended")" || fail "nothing of its vCPUs"
sed 's/^1 77 0 live/1 77 1 live/' "$WORK/ended" >"$WORK/ending"
assert_eq "of a VM that has ended in part" "$("$KVMTRAP" explain "$WORK/before" "$WORK/ending" | grep -o " exits (.*)" | head -n 1)" " exits (20000/s per vCPU)"
assert_eq "of a VM that ended in between" "$("$KVMTRAP" explain "$WORK/before" "$WORK/ended" | grep -o " exits (.*)" | head -n 1)" " exits (20000/s per vCPU)"
state "$s" x86 "all 2000000" "exit PIO_USER 10000 500000000" "times off"
expect "neither slow nor frequent" ""
for reason in arm64:SYS64:100000:"accesses to system registers" arm64:HVC64:100000:"hypercalls or SMCs" \
	arm64:MMIO_USER:10000:"accesses to devices that its VMM emulates" arm64:MMIO_KERNEL:100000:"accesses to devices that KVM emulates" \
	arm64:DABT_LOW:100000:"page faults" x86:MSR:100000:"accesses to MSRs" x86:VMMCALL:100000:"hypercalls" \
	x86:PIO_USER:10000:"accesses to ports that its VMM emulates" x86:PIO_KERNEL:100000:"accesses to ports that KVM emulates" \
	x86:MMIO_USER:10000:"accesses to devices that its VMM emulates" x86:MMIO_KERNEL:100000:"accesses to devices that KVM emulates" \
	x86:NPF:100000:"page faults" x86:CR_ACCESS:100000:"accesses to control registers"; do
	IFS=: read -r arch name n what <<<"$reason"
	state "$s" "$arch" "all $((2 * n))" "exit $name $n"
	expect "$name without hot" "/$what"
	jq -r '.vms[0].open[0].sentence' "$WORK/json" | grep -q 'echo 1 >/sys/module/kvmtrapcount/parameters/hot' || fail "no remedy: $(cat "$WORK/json")"
	state "$s" "$arch" "all $((2 * n))" "exit $name $((n - 1))"
	expect "fewer $name without hot" ""
done
# Hot was switched on later: what it has is told, as the least that it may be.
state "$s" arm64 "all 1000000" "exit SYS64 199999" "hot sysreg ACTLR_EL1 read 100000"
expect "hot of half of them" system-registers
jq -r '.vms[0].findings[0].sentence' "$WORK/json" | grep -q '^At least 10 % of its exits (10000/s per vCPU, 0 ns each, 0 % of its vCPUs. time) are reads of ACTLR_EL1\.$' ||
	fail "$(jq -r '.vms[0].findings[0].sentence' "$WORK/json")"
state "$s" arm64 "all 1000000" "exit SYS64 200000" "hot sysreg ACTLR_EL1 read 100000"
expect "hot of half of them, and the other half" "system-registers/accesses to system registers"
# It is on by now, so that is not what would help.
state "$s" arm64 "all 1000000" "exit SYS64 200000" "hot sysreg - overflow 200000"
expect "hot is full" "/accesses to system registers"
jq -r '.vms[0].open[0].sentence' "$WORK/json" | grep -q ' Which ones is not known: hot had no room for them, or was switched on later (kvmtrap reset)\.$' ||
	fail "$(jq -r '.vms[0].open[0].sentence' "$WORK/json")"

# --- what it looks at ---
# A state, what came between two, and what came while a command ran: the same between the same two.
a=$STATES/a b=$STATES/b
"$KVMTRAP" explain --json "$a" "$b" >"$WORK/between"
io=$(($(column_sum "$b:reasons" exits vm=1 class=io) - $(column_sum "$a:reasons" exits vm=1 class=io)))
assert_eq "exits of VM 1 between" "$(jq -c '.vms[] | select(.vm == 1).findings[0] | [.rule, .count, .hot[0].name]' "$WORK/between")" \
	"[\"slow-device\",$io,\"0xa000000\"]"
if can_mount; then
	status=0
	on_host "$a" '"$KVMTRAP" explain --json -o "$WORK/json" -- bash -c "become $STATES/b; echo ran; exit 3"' >"$WORK/out" || status=$?
	assert_eq "the command's status and output" "$status $(cat "$WORK/out")" "3 ran"
	assert_eq "while a command ran" "$(jq -c '[.vms[] | .vm, .exits]' "$WORK/json")" "$(jq -c '[.vms[] | .vm, .exits]' "$WORK/between")"
	on_host "$a" '"$KVMTRAP" explain -- true' >"$WORK/out" 2>"$WORK/err"
	grep -q '^Nothing stands out: no VM has exited\.$' "$WORK/err" || fail "nothing happened: $(cat "$WORK/err")"
	[ ! -s "$WORK/out" ] || fail "on stdout, where the command's output is: $(cat "$WORK/out")"
	on_host "$a" '"$KVMTRAP" explain -I 50ms' >"$WORK/out"
	grep -q '^Nothing stands out: no VM has exited\.$' "$WORK/out" || fail "an interval: $(cat "$WORK/out")"
fi
# In words: the numbers are those of the tables.
state "$s" arm64 "all 1000000" "exit MMIO_USER 100000 1000000000" "return MMIO 100000 2800000000" "hot page 0xa000000 vmm-write4 100000" "comm qemu-system-aar"
"$KVMTRAP" explain "$s" >"$WORK/out"
tr -s '\n ' ' ' <"$WORK/out" | grep -qF "doorbell: 10 % of its exits (10000/s per vCPU, 38.0 us each, 38 % of its vCPUs' time) are 4-byte writes to page 0xa000000 (virtio-mmio of QEMU's virt), which is hardly ever read: a doorbell that the VMM answers itself." ||
	fail "$(cat "$WORK/out")"
[ "$(wc -L <"$WORK/out")" -le 80 ] || fail "too wide: $(cat "$WORK/out")"
# VMs of which nothing is told are named in one line.
state "$s" arm64 "exit WFx 5" vm "exit HVC64 200000" "hot call PSCI_VERSION hvc 200000" vm "exit WFx 6"
"$KVMTRAP" explain "$s" >"$WORK/out"
grep -qx 'Nothing stands out in 2 other VMs: 3, 1\.' "$WORK/out" || fail "$(cat "$WORK/out")"
vms=()
for n in $(seq 11); do vms+=(vm "exit WFx $n"); done
state "$s" arm64 "exit HVC64 200000" "hot call PSCI_VERSION hvc 200000" "${vms[@]}"
"$KVMTRAP" explain "$s" >"$WORK/out"
grep -qx 'Nothing stands out in 11 other VMs: 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, \.\.\.' "$WORK/out" || fail "$(cat "$WORK/out")"
# Of several rows the most frequent ones are named, and those that are a twentieth or more.
state "$s" arm64 "all 1000000" "exit SYS64 200000" "hot sysreg ACTLR_EL1 read 20000" "hot sysreg AMAIR_EL1 write 90000" \
	"hot sysreg CPACR_EL1 read 30000" "hot sysreg MAIR_EL1 read 50000" "hot sysreg TCR_EL1 read 10000"
told >/dev/null
assert_eq "the most frequent rows" "$(jq -r '.vms[0].findings[0].sentence' "$WORK/json" | sed 's/.* are //')" \
	"$(jq -r '[.vms[0].findings[0].hot[] | (if .how == "read" then "reads of " else "writes to " end) + .name] | join(", ")' "$WORK/json") and $((5 - $(jq '.vms[0].findings[0].hot | length' "$WORK/json"))) more."
assert_eq "their order" "$(jq -c '.vms[0].findings[0].hot[0:3] | map(.exits)' "$WORK/json")" '[90000,50000,30000]'
# The clock was set back: how long it was is not known.
state "$s" arm64 "exit HVC64 200000" "hot call PSCI_VERSION hvc 200000"
sed 's/^when .*/when 999990.000/' "$s" >"$WORK/back"
assert_eq "a clock that was set back" "$("$KVMTRAP" explain "$WORK/back" --json | jq -c '[.seconds, ([.missing[] | select(startswith("It is not known in which time"))] | length)]')" '[null,1]'
# The clock was set forward: counting cannot have begun before the boot.
sed 's/^when .*/&\nboottime 5\nboot one/' "$s" >"$WORK/forward"
assert_eq "a clock that was set forward" "$("$KVMTRAP" explain "$WORK/forward" --json | jq .seconds)" null
sed 's/^when .*/&\nboottime 9.95\nboot one/' "$s" >"$WORK/drift"
assert_eq "a clock that was set by a little" "$("$KVMTRAP" explain "$WORK/drift" --json | jq '.seconds * 1000 | round')" 9950
sed 's/^when .*/&\nboottime 15\nboot one/' "$s" >"$WORK/right"
assert_eq "a clock that was not set" "$("$KVMTRAP" explain "$WORK/right" --json | jq '.seconds * 1000 | round')" 10000
assert_eq "all so far, in s" "$("$KVMTRAP" explain "$s" --json | jq -c '.seconds * 1000 | round')" 10000
state "$s" arm64 "times 1000 2000 3000 4000" "exit HVC64 200000" "hot call PSCI_VERSION hvc 200000"
"$KVMTRAP" explain "$s" | tr -s '\n ' ' ' >"$WORK/out"
grep -qF "time: 10 % guest, 20 % KVM, 30 % halted, 40 % VMM" "$WORK/out" || fail "$(cat "$WORK/out")"
state "$s" arm64 "exit WFx 5"
"$KVMTRAP" explain "$s" >"$WORK/out"
grep -q "^Nothing stands out: no exits or times of any VM reach a rule's threshold" "$WORK/out" || fail "$(cat "$WORK/out")"
# What counts as a fault may have other causes.
state "$s" arm64 "all 400000" "exit DABT_NOSLOT 100000" "hot fault translation-noslot write 100000"
expect "a fault where the guest has no memory" page-faults
jq -r '.vms[0].findings[0].sentence' "$WORK/json" | grep -q 'pages that are not mapped for the guest' || fail "$(cat "$WORK/json")"
"$KVMTRAP" explain "$s" | tr -s '\n ' ' ' | grep -qF '"noslot": the guest has no memory there' || fail "$("$KVMTRAP" explain "$s")"
# A read of a port of the kernel's is no notification.
state "$s" x86 "all 400000" "exit PIO_KERNEL 100000" "hot port 0x04d0 kernel-in1 100000"
expect "a port that KVM answers, which is read" interrupt-controller
state "$s" x86 "all 400000" "exit PIO_KERNEL 100000" "hot port 0x0061 kernel-in1 100000"
expect "the gate of the PIT" timekeeping
# Exits that were lost are told beside what is told.
state "$s" arm64 "exit HVC64 200000" "hot call PSCI_VERSION hvc 200000"
sed 's/ 0$/ 12/' "$s" >"$WORK/lost"
"$KVMTRAP" explain "$WORK/lost" | grep -q '^  12 exits were lost: see kvmtrap doctor\.$' || fail "nothing of lost exits"
sed 's/ 0$/ 1/' "$s" >"$WORK/lost"
"$KVMTRAP" explain "$WORK/lost" | grep -q '^  1 exit was lost: see kvmtrap doctor\.$' || fail "nothing of one lost exit"
# A damaged copy controls no terminal, and is JSON.
sed 's/PSCI_VERSION/P\x1b[31m\xff/' "$s" >"$WORK/damaged"
"$KVMTRAP" explain "$WORK/damaged" | tr -s '\n ' ' ' | grep -qF 'calls of P\033[31m\377 (hvc).' || fail "$("$KVMTRAP" explain "$WORK/damaged" | cat -v)"
# What it tells to run has nothing of a copy but numbers.
# shellcheck disable=SC2016 # nothing is to be run
sed 's/^1 145 /1 $(id) /; s/^1 /$(id) /' "$STATES/b" >"$WORK/shell"
# shellcheck disable=SC2016
"$KVMTRAP" explain --json --vm '$(id)' "$WORK/shell" | jq -r '.vms[].findings[].see' >"$WORK/see"
grep -q -- '--vm VM; strace .*-p PID' "$WORK/see" && ! grep -F "\$(" "$WORK/see" || fail "what to run: $(cat "$WORK/see")"
assert_eq "a damaged name" "$("$KVMTRAP" explain --json "$WORK/damaged" | jq -r '.vms[0].findings[0].hot[0].name')" $'P\x1b[31m\xef\xbf\xbd'
# A recording has no times and nothing of hot.
gunzip -c "$STATES/amd.dat.gz" >"$WORK/amd.dat"
"$KVMTRAP" explain --json "$WORK/amd.dat" >"$WORK/json"
assert_eq "a recording" "$(jq -c '[.seconds > 0, .vms[0].exits, .missing[0][:28]]' "$WORK/json")" '[true,63,"Times are not in a recording"]'
# Its rates are by the vCPUs that it has. Here its first 32 exits are of vCPUs 0 to 3. An exit takes 68 bytes.
assert_eq "the vCPU of a recording" "$("$KVMTRAP" list --root "$WORK/amd.dat" --json | jq '.rows[0].vcpus')" 1
for i in $(seq 0 31); do
	printf %b "\\x$((i % 4))" | dd of="$WORK/amd.dat" bs=1 seek=$((8236 + 68 * i)) conv=notrunc status=none
done
assert_eq "the vCPUs of a recording" "$("$KVMTRAP" list --root "$WORK/amd.dat" --json | jq '.rows[0].vcpus')" 4
# What is of another architecture, or of one that is not known.
refuses() { # STATUS TEXT ARGUMENT...
	local status=0
	"$KVMTRAP" explain "${@:3}" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of explain ${*:3}: $(cat "$WORK/err")" $status "$1"
	grep -qF -- "$2" "$WORK/err" || fail "explain ${*:3}: $(cat "$WORK/err")"
}
refuses 1 "name two copies of one host" "$b" "$STATES/amd-b"
sed 's/^arch x86/arch riscv/' "$STATES/amd-b" >"$WORK/riscv"
refuses 1 "no rules for hosts of the architecture 'riscv'" "$WORK/riscv"
refuses 1 "$b was made after $a: name the earlier one first" "$b" "$a"
refuses 1 "$a and $a are of the same moment: nothing came in between" "$a" "$a"
refuses 1 "cannot read /nonexistent" /nonexistent
refuses 1 "cannot write /nonexistent/file" -o /nonexistent/file "$b"
refuses 2 "two files are enough" "$a" "$b" "$b"
refuses 2 "name the file once" -R "$a" "$b"
refuses 2 "a saved copy does not change" "$a" -I 1
refuses 2 "a saved copy does not change" -R "$a" -- true
refuses 2 "not both" -I 1 -- true
refuses 2 "only one of the two can be stdin" - -
assert_eq "stdin" "$("$KVMTRAP" explain - --json <"$b" | jq -c '.vms | length')" "$("$KVMTRAP" explain -j -R "$b" | jq -c '.vms | length')"

# Only the chosen VMs are told of; what is the host's is of all.
assert_eq "chosen" "$("$KVMTRAP" explain "$b" --vm web,1 -j | jq -c '[[.chosen[] | .vm, .exits], [.vms[].vm]]')" '[[6,1868,1,20869],[1,6]]'
assert_eq "of one" "$("$KVMTRAP" explain "$b" --vm 6 -j | jq -c '.vms')" "$("$KVMTRAP" explain "$b" -j | jq -c '[.vms[] | select(.vm == 6)]')"
assert_eq "what is missing" "$("$KVMTRAP" explain "$b" --vm 6 -j | jq -c .missing)" "$("$KVMTRAP" explain "$b" -j | jq -c .missing)"
"$KVMTRAP" explain "$b" --vm 1 >"$WORK/out"
grep -q ', VM 1 (trapgen), all of' "$WORK/out" && ! grep -q '^VM [2-9]\|other VM' "$WORK/out" || fail "$(cat "$WORK/out")"
"$KVMTRAP" explain "$b" --vm 3 | grep -q 'no exits or times of any chosen VM reach' || fail "$("$KVMTRAP" explain "$b" --vm 3)"
awk '$1 == "when" || $1 == "boottime" { $2++ } { print }' "$b" >"$WORK/later"
"$KVMTRAP" explain "$b" "$WORK/later" --pid 142 >"$WORK/out"
grep -q '^# VM 3 (trapgen): no exits in this time' "$WORK/out" || fail "$(cat "$WORK/out")"
refuses 1 "there is no VM 'nothing'" "$b" --vm nothing

# --- each rule was held against its threshold, on each architecture that it is of ---
assert_eq "rules" "$(tr ' ' '\n' <<<"$ran" | grep . | sort -u)" \
	"$("$KVMTRAP" explain --rules --json | jq -r '.rules[] | .rule + (if .arm64 then ":arm64" else empty end), .rule + (if .x86 then ":x86" else empty end)' | sort)"
# The man page has each of them, with its threshold.
while IFS=$'\t' read -r name from; do
	grep -qxF "*$name*, $from" "$TOP/userspace/kvmtrap/man/kvmtrap-explain.1.scd" || fail "kvmtrap-explain(1) has no '$name, $from'"
done < <("$KVMTRAP" explain --rules --json | jq -r '.rules[] | [.rule, .threshold] | @tsv')
