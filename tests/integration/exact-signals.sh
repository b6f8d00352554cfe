# SPDX-License-Identifier: GPL-2.0-only
# A guest that only spins: each kick is a return by signal, none an exit that
# left the kernel.
# groups: corner matrix
. "$(dirname "$0")/../lib/host.sh"
load
exact spin 30
pid=$(awk '$1 == "pid" { print $2 }' "$WORK/out-spin")
same "returns by signal" "$(cell vms signal "pid=$pid")" 30
same "exits that left" "$(cell vms left "pid=$pid")" 0
same "io" "$(cell vms io "pid=$pid")" 0
