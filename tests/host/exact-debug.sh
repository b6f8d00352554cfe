# SPDX-License-Identifier: GPL-2.0-only
# A VMM that debugs its guest: breakpoints, steps and watchpoints are CPU.
. "$(dirname "$0")/lib.sh"
load
exact brk 200
exact steps 100
exact break 200
exact watch 200
