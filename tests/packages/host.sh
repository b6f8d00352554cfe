# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Functions about the hosts that packages are installed on.

# next_kernel KERNEL: print the kernel of backports to which a host with KERNEL is upgraded, if there is one.
next_kernel() {
	case $1 in
	6.12) echo 7.2 ;;
	6.12-amd64) echo 7.2-amd64 ;;
	esac
}
