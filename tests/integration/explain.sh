# SPDX-License-Identifier: GPL-2.0-only
# Guest programs provoke the rules of kvmtrap explain: of each program one rule is told, and no
# other. A host on which nothing stands out is told so. Instructions are counted here, so that what
# takes how long does not depend on the machine.
# needs: icount
. "$(dirname "$0")/../lib/host.sh"
grep -q kvmtrap.icount /proc/cmdline || skip "times are only steady where instructions are counted"
ATTACH=tracepoint load_module times=1 hot=1
explain() { "$KVMTRAP" explain --json -o "$WORK/json" "$@" >"$WORK/out" 2>"$WORK/err"; }
rules() { grep -o '"rule":"[^"]*"' "$WORK/json" | cut -d'"' -f4 | sort | paste -sd ' '; }
provoked=
# expect RULE PROGRAM [OPTION...]: run a guest program; the rule is told, and no other.
expect() {
	explain -- "${RUN:-$TRAPGEN}" "${@:2}"
	local status=$?
	[ $status -eq 0 ] || fail "trapgen ${*:2}: status $status: $(cat "$WORK/out" "$WORK/err")"
	[ "$(rules)" = "$1" ] || fail "trapgen ${*:2}: told is '$(rules)', not '$1': $(cat "$WORK/json")"
	grep -q '"open":\[\]' "$WORK/json" || fail "trapgen ${*:2}: hot is on, and something is not known: $(cat "$WORK/json")"
	provoked+=" $1"
}
# says TEXT: the sentence of the rule that was told has the text.
says() { grep -q "\"sentence\":\"[^\"]*$1" "$WORK/json" || fail "no '$1' in $(cat "$WORK/json")"; }

explain -- true
[ -z "$(rules)" ] || fail "told of a host without VMs: $(cat "$WORK/json")"
"$KVMTRAP" explain -I 0.1 >"$WORK/out"
grep -q '^Nothing stands out: no VM has exited\.$' "$WORK/out" || fail "$(cat "$WORK/out")"

expect doorbell store 2000
says 'to page 0xa000000, which is hardly ever read'
expect kernel-doorbell ioeventfd 2000
expect device load 2000
expect slow-device slow-store 120
expect interrupt-controller gic 2000
expect ipi sgi 2000
expect page-faults touch 2000
expect write-protection dirty-rounds 30
expect hypercalls hvc 2000
expect signals spin 150
if on_x86; then
	expect console console 2000
	says 'OUT to port 0x03f8 (the serial port COM1)'
	expect timekeeping pit 2000
	expect timer deadline 2000
	expect port-io out 2000
	expect idle hlt 2000
	expect identification cpuid 2000
	says 'are CPUID: the guest asks what its CPU can do\.'
	expect debug-registers dr-debug 2000
	expect debugged steps 1000
	expect pmu rdpmc 2000
	expect system-registers wrmsr 2000
	expect control-registers cr4 2000
	expect nested nested 2000
	expect other wbinvd 2000
	says 'are WBINVD, of a reason that no rule is about\.'
	# These depend on the CPU, and on whether KVM shadows page tables.
	"$TRAPGEN" pause 2000 >/dev/null
	if [ "$(column_sum reasons exits reason=PAUSE)" -gt 1000 ]; then expect pause pause 2000; else provoked+=" pause"; fi
	if [ $PAGE = PF_EXCP ]; then expect shadow-paging cr3 2000; else provoked+=" shadow-paging"; fi
else
	# What is at an address is known of QEMU's machine: for this trapgen has its name.
	ln -s "$TRAPGEN" "$WORK/qemu-system-aarch64"
	RUN=$WORK/qemu-system-aarch64 expect console console 2000
	says 'reads of page 0x9000000 (the UART of QEMU'
	RUN=$WORK/qemu-system-aarch64 expect timekeeping rtc 2000
	expect device console 2000
	expect idle pending 2000
	expect identification sysreg 2000
	expect debug-registers oslsr 2000
	expect debugged steps 1000
	expect pmu pmu 2000
	expect cache-by-set set-way 2000
	expect system-registers actlr 2000
	# The CPU of hosts with VHE here has no AArch32 at EL1.
	if "$TRAPGEN" cp10 1 >/dev/null 2>&1; then
		expect other cp10 2000
		says 'are CP10_ID, of a reason that no rule is about\.'
	else
		provoked+=" other"
	fi
	# With VHE the physical timer does not trap. No CPU here has guests of guests.
	"$TRAPGEN" ptimer 2000 >/dev/null
	if [ "$(column_sum reasons exits reason=SYS64 vm="$(column vms vm | tail -n 1)")" -gt 1000 ]; then expect timer ptimer 2000; else provoked+=" timer"; fi
	provoked+=" nested"
fi

# Interrupts of the host: often; and with something else to do behind them.
insmod "$HERE/ticks.ko" us=100 || fail "ticks"
expect host-interrupts timer 10000000
rmmod ticks
insmod "$HERE/ticks.ko" us=500 || fail "ticks"
while :; do :; done & busy=$!
expect preempted timer 30000000
kill $busy
wait $busy 2>/dev/null
rmmod ticks
# Two vCPUs on one CPU.
expect overcommit timer 30000000 --vcpus=2

assert_eq "rules of this architecture that were provoked" "$(tr ' ' '\n' <<<"$provoked" | grep . | sort -u)" \
	"$("$KVMTRAP" explain --rules | awk -v c="$(on_x86 && echo 3 || echo 2)" 'NR > 1 && $c == "yes" { print $1 }' | sort)"

# VMs of which nothing is told are named.
ATTACH=tracepoint load_module times=1 hot=1
"$TRAPGEN" sleep >/dev/null & asleep=$!
wait_until column_sum vcpus exits pid=$asleep -gt 0
"$KVMTRAP" save "$WORK/saved"
"$KVMTRAP" explain "$WORK/saved" >"$WORK/out"
grep -q "^Nothing stands out: no exits or times of any VM reach a rule's threshold" "$WORK/out" || fail "$(cat "$WORK/out")"
kill -KILL $asleep
wait $asleep 2>/dev/null

# Without hot it is not guessed what the hypercalls are, and without times what they cost.
echo 0 >$P/hot
echo 0 >$P/times
explain -- "$TRAPGEN" hvc 20000
[ -z "$(rules)" ] || fail "guessed: $(cat "$WORK/json")"
grep -q '"what":"hypercalls' "$WORK/json" || fail "hot is off, and nothing says so: $(cat "$WORK/json")"
grep -q 'Times are off' "$WORK/json" || fail "times are off, and nothing says so: $(cat "$WORK/json")"
