# SPDX-License-Identifier: GPL-2.0-only
# Row 3: a guest makes N hypercalls. They have exception class 0x16, and KVM counts as many.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact hvc 1234
assert_eq "HVC64" "$(column_sum reasons exits reason=HVC64 code=0x16)" 1234
