# SPDX-License-Identifier: GPL-2.0-only
# A VM with as many vCPUs as the virtual GIC allows.
. "$(dirname "$0")/../host/lib.sh"
load
exact gic 10 --vcpus="$(upto 512)"
