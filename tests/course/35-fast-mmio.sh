# SPDX-License-Identifier: GPL-2.0-only
# Row 35: accesses to an ioeventfd and the vGIC are IO in the kernel. Others are IO in the VMM.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact ioeventfd 30
exact gic 20
assert_eq "in the kernel" "$(summary io_kernel)" 50
exact store 10
assert_eq "in the VMM, with three doorbells" "$(summary io_user)" $((10 + 3))
