# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the part exits on an Intel host, which bochs emulates. It is slow, and an instruction takes it
# ten nanoseconds: so fewer exits, and no other tools.
. ./x86.sh
names[0]=VMCALL
passes=(2000 2000 2000 2000 2000 1000 2000)
NS=10 ALONE=1
