# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the experiments, which run inside the emulated host. /share has the module, kvmtrap
# and the VMMs, and keeps the results for the build machine.
set -u
cd /share || exit
. /share/guest.sh
K=/sys/kernel/debug/kvmtrap
P=/sys/module/kvmtrapcount/parameters

load() {
	[ ! -d /sys/module/kvmtrapcount ] || rmmod kvmtrapcount || die "cannot unload the module"
	insmod /share/kvmtrapcount.ko "$@" || die "cannot load the module with: $*"
}
reset() { echo 1 >$P/reset; }

# Without huge pages each fresh page is one fault, so that the numbers are easy to follow.
huge_pages() { echo "$1" >/sys/kernel/mm/transparent_hugepage/enabled; }
huge_pages never
