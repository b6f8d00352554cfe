# SPDX-License-Identifier: GPL-2.0-only
# Four vCPUs at once on two CPUs: four rows, four threads, each exact.
# groups: matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load_module
exact mixed 300 --vcpus=4
