# SPDX-License-Identifier: GPL-2.0-only
# HVC, SMC, trapped system registers and WFI count as CPU, and each exit is counted.
# groups: guests
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc 1000
exact smc 1000
exact sysreg 1000
exact wfi 20
exact pending 500
exact sgi 500
exact off
exact timer 1000
