# SPDX-License-Identifier: GPL-2.0-only
# A VM with as many vCPUs as the virtual GIC allows.
. "$(dirname "$0")/../host/lib.sh"
load
most=8
! "$TRAPGEN" sgi 1 >/dev/null || most=512
exact gic 10 --vcpus=$most
