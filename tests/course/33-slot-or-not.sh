# SPDX-License-Identifier: GPL-2.0-only
# Row 33: the same store into a slot and outside: a fault of memory, then an I/O.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" touch 1 >/dev/null
assert_eq "into a slot: MEM and IO, with code and doorbell" "$(summary mem) $(summary io)" "2 1"
echo 1 >$P/reset
"$TRAPGEN" store 1 >/dev/null
assert_eq "outside: MEM and IO" "$(summary mem) $(summary io)" "1 2"
