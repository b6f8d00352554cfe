# SPDX-License-Identifier: GPL-2.0-only
# Row 34: a page made read-only by dirty logging costs a MEM when it is written again; a store into a read-only slot an IO.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact dirty 25
exact readonly 10
echo 1 >$P/reset
"$TRAPGEN" readonly 10 >/dev/null
assert_eq "read-only: MEM (reads, code), IO (writes, doorbell)" "$(summary mem) $(summary io)" "11 11"
