# SPDX-License-Identifier: GPL-2.0-only
# Four vCPUs on two CPUs have four rows and four threads, each with exact numbers.
# groups: matrix preempt
. "$(dirname "$0")/../lib/host.sh"
load_module
exact mixed 300 --vcpus=4
