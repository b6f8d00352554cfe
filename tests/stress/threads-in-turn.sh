# SPDX-License-Identifier: GPL-2.0-only
# A vCPU that is run by ever other threads.
. "$(dirname "$0")/../host/lib.sh"
load
exact store $((1000 / SCALE)) --hop
exact load $((300 / SCALE)) --hop --vcpus=3
exact nisv-user $((300 / SCALE)) --hop
