# SPDX-License-Identifier: GPL-2.0-only
# Row 33: a store into a slot is a memory fault. The same store outside every slot is I/O.
. "$(dirname "$0")/../lib/host.sh"
load_module
"$TRAPGEN" touch 1 >/dev/null
assert_eq "into a slot: MEM and IO, with code and doorbell" "$(summary mem) $(summary io)" "2 1"
echo 1 >$P/reset
"$TRAPGEN" store 1 >/dev/null
assert_eq "outside: MEM and IO" "$(summary mem) $(summary io)" "1 2"
