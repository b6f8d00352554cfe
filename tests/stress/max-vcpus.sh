# SPDX-License-Identifier: GPL-2.0-only
# A VM with as many vCPUs as the virtual GIC allows, or on x86 trapgen, has exact numbers.
. "$(dirname "$0")/../lib/host.sh"
load_module
# KVM locks all vCPUs to create a GIC. lockdep can follow only 48 locks.
[ ! -e /proc/lockdep_stats ] || skip "lockdep cannot follow KVM's locks of so many vCPUs"
exact gic 10 --vcpus="$(max_vcpus 512)"
