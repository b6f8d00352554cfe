# SPDX-License-Identifier: GPL-2.0-only
# Hypercalls, trapped registers, halts and on x86 CPUID count as CPU, and each exit is counted.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc 1000
exact sysreg 1000
exact wfi 20
exact sgi 500
exact off
exact timer 1000
if on_x86; then
	exact other-hvc 500
	exact cpuid 1000
	exact wrmsr 1000
	exact hlt 300
	exact self-ipi 300
	# 5.10 does not count it on VMX: see integration/vmx.
	{ on_intel && [[ $(uname -r) = 5.10.* ]]; } || exact deadline 300
else
	exact smc 1000
	exact pending 500
	for program in ptimer oslsr actlr set-way pmu; do
		exact $program 200
	done
fi
