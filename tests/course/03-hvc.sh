# SPDX-License-Identifier: GPL-2.0-only
# Row 3: a guest makes N hypercalls. They have exception class 0x16, or exit code 0x081 on
# x86, and KVM counts as many.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc 1234
assert_eq "$HVC" "$(column_sum reasons exits "reason=$HVC" code=$HVC_CODE)" 1234
