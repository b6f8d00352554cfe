# SPDX-License-Identifier: GPL-2.0-only
# Row 18: counters belong to the vCPU: one row each while it lives, gone with it; and the module goes while guests run.
. "$(dirname "$0")/../lib/host.sh"
load
"$TRAPGEN" spin 1000000 --vcpus=3 >/dev/null & pid=$!
wait_for eval "[ \$(awk -v p=$pid 'NR > 2 && \$3 == p' $K/vcpus | wc -l) -eq 3 ]"
stop $pid
wait_for eval '[ $(health vcpus.live) = 0 ] 2>/dev/null || ! grep -q " live " $K/vcpus'
same "rows of live vCPUs" "$(grep -c ' live ' $K/vcpus)" 0
"$TRAPGEN" spin 1000000 >/dev/null & pid=$!
sleep 0.3
unload
kill -0 $pid || fail "the guest did not outlive the module"
stop $pid
