# SPDX-License-Identifier: GPL-2.0-only
# Row 23: the virtual timer belongs to the guest. To read it is no trap.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact timer 5000
assert_eq "system registers trapped" "$(column_sum reasons exits reason=SYS64)" 0
