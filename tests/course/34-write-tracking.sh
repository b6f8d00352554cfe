# SPDX-License-Identifier: GPL-2.0-only
# Row 34: a page that dirty logging made read-only costs a MEM exit when it is written again. A store
# into a read-only slot costs an IO exit.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact dirty 25
exact readonly 10
echo 1 >$P/reset
"$TRAPGEN" readonly 10 >/dev/null
assert_eq "read-only: MEM (reads, code), IO (writes, doorbell)" "$(summary mem) $(summary io)" "11 11"
