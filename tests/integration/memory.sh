# SPDX-License-Identifier: GPL-2.0-only
# A vCPU costs at most 2.8 KB of memory with counts and times, and 8 KB with hot as well.
. "$(dirname "$0")/../lib/host.sh"
each() { echo $(($(health memory.bytes) / $(health records.limit))); }
load_module times=1
[ "$(each)" -le 2867 ] || fail "$(each) bytes a vCPU with times"
echo 1 >$P/hot
[ "$(each)" -le 8192 ] || fail "$(each) bytes a vCPU with all"
with=$(each)
echo 0 >$P/hot
echo 0 >$P/times
[ "$(each)" -lt $((with - 5000)) ] || fail "$(each) bytes a vCPU when all is off"
