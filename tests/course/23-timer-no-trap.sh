# SPDX-License-Identifier: GPL-2.0-only
# Row 23: the virtual timer is the guest's own: reading it is no trap.
. "$(dirname "$0")/../lib/host.sh"
load
exact timer 5000
same "system registers trapped" "$(cell reasons exits reason=SYS64)" 0
