# SPDX-License-Identifier: GPL-2.0-only
# Hypercalls and coprocessor accesses of an AArch32 guest count as CPU.
# groups: guests
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc32 500
exact smc32 500
exact cp15 500
exact cp15-64 500
exact cp14 500
# Before 6.0 KVM has no handler for it, and injects an undefined instruction.
case $(uname -r) in 5.*) ;; *) exact cp10 500 ;; esac
skip_if_none_ran
