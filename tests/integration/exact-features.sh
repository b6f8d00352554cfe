# SPDX-License-Identifier: GPL-2.0-only
# If a vCPU does not have SVE, SME or pointer authentication, their use counts as CPU.
# groups: guests
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
load_module
exact sve 300
exact pauth 300
exact sme 300
skip_if_none_ran
