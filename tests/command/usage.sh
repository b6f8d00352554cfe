# SPDX-License-Identifier: GPL-2.0-only
# Help that fits a screen, and command lines that are wrong.
. "$(dirname "$0")/lib.sh"
commands=$("$KVMTRAP" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p')
[ "$(wc -w <<<"$commands")" -ge 7 ] || fail "commands: $commands"
[ "$("$KVMTRAP" --help | wc -l)" -le 24 ] || fail "--help does not fit"
"$KVMTRAP" --version | grep -qx "kvmtrap (kvmtrapcount) $(cat "$TOP/VERSION")" || fail "version"
for c in $commands; do
	"$KVMTRAP" "$c" --help >"$WORK/help"
	[ "$(wc -l <"$WORK/help")" -le 24 ] || fail "$c --help does not fit: $(cat "$WORK/help")"
	[ "$(wc -L <"$WORK/help")" -le 80 ] || fail "$c --help is too wide"
done
wrong() {
	local status=0
	"$KVMTRAP" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
	same "status of kvmtrap $*" $status 2
	[ ! -s "$WORK/out" ] || fail "kvmtrap $*: on stdout: $(cat "$WORK/out")"
	grep -q '^kvmtrap\|^Usage: kvmtrap' "$WORK/err" || fail "kvmtrap $*: $(cat "$WORK/err")"
}
wrong
wrong nonsense
wrong --nonsense
wrong stat --by nonsense
wrong stat --interval 0
wrong stat --interval nan
wrong stat --interval 0x10
wrong stat --interval inf
wrong stat --interval 2000000
grep -q 'a number from 0.01 to 1000000, not' "$WORK/err" || fail "$(cat "$WORK/err")"
wrong stat -I 1 --count 1.5
wrong stat --root ''
grep -q 'needs a path' "$WORK/err" || fail "$(cat "$WORK/err")"
wrong diff - -
wrong stat -I 1 --count -1
wrong stat --count 3
wrong stat --csv --by class,reason
wrong stat --csv --json
wrong stat --vcpu 1
wrong stat --per host
wrong stat --by class --per vm
wrong stat --by hot --per vcpu
wrong stat --root "$STATES/b" -- true
wrong stat --root "$STATES/b" -I 1
wrong list more
wrong save
wrong save a b
wrong diff "$STATES/a"
wrong diff "$STATES/a" "$STATES/b" "$STATES/b"
wrong names nonsense
wrong names --csv
wrong reset now
