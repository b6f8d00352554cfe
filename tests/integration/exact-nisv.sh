# SPDX-License-Identifier: GPL-2.0-only
# An access outside RAM without a valid syndrome counts as IO, though KVM counts no MMIO exit:
# both if KVM_RUN fails, and if the VMM asked to be told. So does a store to a read-only slot.
# groups: corner matrix
# needs: arm64
. "$(dirname "$0")/../lib/host.sh"
load_module
exact nisv 20
exact nisv-user 20
exact nisv-readonly 20
