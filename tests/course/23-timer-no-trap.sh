# SPDX-License-Identifier: GPL-2.0-only
# Row 23: the virtual timer belongs to the guest. To read it is no trap. Nor is the TSC of x86.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact timer 5000
assert_eq "traps" "$(column_sum reasons exits class=cpu)" 0
