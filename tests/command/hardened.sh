# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap, which root runs on files from elsewhere, is built with what distributions harden programs
# with, whatever CFLAGS are.
. "$(dirname "$0")/../lib/command.sh"
need_tools readelf:binutils
make -s -C "$TOP/userspace/kvmtrap" O="$BUILD/plain" CFLAGS='-O1 -g -Werror' >&2
has() { # WHAT OPTION PATTERN
	readelf -W "$2" "$BUILD/plain/kvmtrap" >"$WORK/elf"
	grep -qE "$3" "$WORK/elf" || fail "no $1: $(cat "$WORK/elf")"
}
has "position-independent program" -h 'Type: *DYN'
has "tables that are read-only when it runs" -l GNU_RELRO
has "binding at its start" -d 'BIND_NOW|FLAGS_1.* NOW'
has "stack that is only data" -l 'GNU_STACK .* RW '
has "stack protector" --dyn-syms __stack_chk_fail
has "checked functions (FORTIFY_SOURCE)" --dyn-syms '__(sn|v|f|vf|vsn)?printf_chk'
