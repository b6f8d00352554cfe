# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the experiments, inside the emulated host: /share has the module, kvmtrap,
# the VMMs and what the build machine gets back.
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

# Without huge pages a fresh page is a fault, and the numbers easy to follow.
huge_pages() { echo "$1" >/sys/kernel/mm/transparent_hugepage/enabled; }
huge_pages never
