# SPDX-License-Identifier: GPL-2.0-only
# A vCPU costs at most 5.7 KB of memory with counts and times, and 11 KB with hot as well; on x86,
# which has the reasons of two vendors, 10 KB and 17 KB.
. "$(dirname "$0")/../lib/host.sh"
each() { echo $(($(health memory.bytes) / $(health records.limit))); }
if on_x86; then most=10240 most_of_all=17408; else most=5836 most_of_all=11264; fi
load_module times=1
[ "$(each)" -le $most ] || fail "$(each) bytes a vCPU with times"
echo 1 >$P/hot
[ "$(each)" -le $most_of_all ] || fail "$(each) bytes a vCPU with all"
with=$(each)
echo 0 >$P/hot
echo 0 >$P/times
[ "$(each)" -lt $((with - 5000)) ] || fail "$(each) bytes a vCPU when all is off"
