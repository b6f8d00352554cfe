# SPDX-License-Identifier: GPL-2.0-only
# Help fits a screen. Wrong command lines are refused, and output that is lost is not passed over.
. "$(dirname "$0")/../lib/command.sh"
commands=$("$KVMTRAP" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p')
[ "$(wc -w <<<"$commands")" -ge 7 ] || fail "commands: $commands"
[ "$("$KVMTRAP" --help | wc -l)" -le 24 ] || fail "--help does not fit"
"$KVMTRAP" --version | grep -qx "kvmtrap (kvmtrapcount) $(cat "$TOP/VERSION")" || fail "version"
for c in $commands; do
	! "$KVMTRAP" "$c" --help >/dev/full 2>"$WORK/err" || fail "$c: help that cannot be written"
	"$KVMTRAP" "$c" --help >"$WORK/help"
	[ "$(wc -l <"$WORK/help")" -le 24 ] || fail "$c --help does not fit: $(cat "$WORK/help")"
	[ "$(wc -L <"$WORK/help")" -le 80 ] || fail "$c --help is too wide"
	# argp writes the short form. Each word of it is an option or a name.
	[ "$c" = help ] || "$KVMTRAP" "$c" --usage >"$WORK/usage"
	! grep -E -e '\[-+( |$)' "$WORK/usage" | grep -vF '[-- ' || fail "$c --usage: $(cat "$WORK/usage")"
done
[ "$("$KVMTRAP" --help | wc -L)" -le 80 ] || fail "--help is too wide"
# Help is shown by each of the names that other programs have for it.
for how in --help -h '-?' help; do
	assert_eq "kvmtrap $how" "$("$KVMTRAP" $how)" "$("$KVMTRAP" --help)"
done
assert_eq "-V" "$("$KVMTRAP" -V)" "$("$KVMTRAP" --version)"
for c in $commands; do
	for how in "$c -h" "$c -?" "help $c"; do
		# shellcheck disable=SC2086 # words
		assert_eq "kvmtrap $how" "$("$KVMTRAP" $how)" "$("$KVMTRAP" "$c" --help)"
	done
	[ "$c" = help ] || assert_eq "$c -V" "$("$KVMTRAP" "$c" -V)" "$("$KVMTRAP" --version)"
done
# Options may be before the command, in each form. The last one counts.
b=$STATES/b
want=$("$KVMTRAP" list --root "$b" --csv)
for how in "-R $b list" "-R$b list" "--root $b list" "--root=$b list" "-R nothing -R $b list" "-R nothing list -R $b" \
	"list --csv -R $b"; do
	# shellcheck disable=SC2086
	assert_eq "kvmtrap $how" "$("$KVMTRAP" $how --csv)" "$want"
done
wrong() {
	local status=0
	"$KVMTRAP" "$@" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of kvmtrap $*" $status 2
	[ ! -s "$WORK/out" ] || fail "kvmtrap $*: on stdout: $(cat "$WORK/out")"
	grep -q '^kvmtrap\|^Usage: kvmtrap' "$WORK/err" || fail "kvmtrap $*: $(cat "$WORK/err")"
}
wrong
wrong nonsense
wrong --nonsense
wrong -R
wrong -R "$b"
wrong help nonsense
# A command that reads no copy, or takes it as an argument, refuses --root: it would pass it over.
for c in reset record plot bugreport; do
	wrong -R "$b" $c
	grep -q "$c takes no --root; kvmtrap help $c says what it takes" "$WORK/err" || fail "$c: $(cat "$WORK/err")"
done
wrong -R "$b" report "$b"
wrong -R "$b" diff "$b" "$b"
wrong diff "$b" "$b" --root="$b"
says() { # TEXT ARGUMENT...
	wrong "${@:2}"
	grep -qF -- "$1" "$WORK/err" || fail "kvmtrap ${*:2}: $(cat "$WORK/err")"
}
for word in sta sata stats stst tsat; do
	says "there is no command '$word'; did you mean 'stat'?" $word
done
says "there is no command 'live': here it is kvmtrap top" live -p 1
says "there is no command 'hepl'; did you mean 'help'?" hepl
says "did you mean 'doctor'?" help docter
says "there is no command 'xyzzy'; kvmtrap help shows all" xyzzy
says "there is no command 'x'; kvmtrap help shows all" x
long=$(head -c 100 /dev/zero | tr '\0' s)
says "there is no command '$long'; kvmtrap help shows all" "$long"
says "'live' is of perf kvm stat: here it is kvmtrap top;" stat -p 1 live
says "here it is kvmtrap stat, or kvmtrap report FILE;" stat report --stdio
says "here it is kvmtrap stat -- COMMAND, or kvmtrap record;" stat record -a
says "there is no view 'reasons'; did you mean 'reason'?" stat --by class,reasons
says "there is no view 'xyzzy'; man kvmtrap-stat" diff --by xyzzy a b
wrong stat --by nonsense
wrong stat --interval 0
wrong stat --interval nan
wrong stat --interval 0x10
wrong stat --interval 1e1
wrong stat --interval inf
says "--interval must be a time from 0.01s to 1000000s, not '2000000s'" stat -I 2000000s
says "--interval must be a time from 0.01s to 1000000s, not '1ms'" stat -I 1ms
says "--interval 1000: say 1000ms or 1000s" stat -I 1000
says "--interval 600: say 600ms or 600s" explain -I 600
says "--interval must be a time from 0.01s to 1000000s, not '1ms'" explain -I 1ms
says "must be a time like 1, 1s, 500ms or 5m, not '5x'" plot -I 5x
says "must be a time like 1, 1s, 500ms or 5m, not '1.5.5s'" top -d 1.5.5s
says "there is no reason 'mmjo'; did you mean 'mmio'?" top --event mmjo
says "--vcpu needs the number of a vCPU, or - for those that ended, not 'x'" top --vcpu x
says "--timeout is without a command" stat --timeout 1 -- true
says "--timeout is without a command" record --timeout 1 -- true
says "there is no option '--shrot'; did you mean '--sort'?" stat --shrot=exits
says "there is no option '--pids'; did you mean '--pid'?" list --pids 3
says "there is no option '--xyzzy'; --help shows all" list --all --xyzzy
says "there is no option '--rooot'; did you mean '--root'?" --rooot x stat
says "there is no option '-x'; --help shows all" stat -x
says "there is no option '-i'; did you mean '-I'?" stat -i 1
# Letters may stand together. What follows one that takes an argument is that.
says "there is no option '-x'; --help shows all" list -jax
says "must be a time like 1, 1s, 500ms or 5m, not 'x'" stat -Ix
says "there is no option '-a'; --help shows all" record -o x -a -- true
says "there is no option '-é'; --help shows all" list -é
says "there is no option '-r'; did you mean '-R'?" -r "$b" stat
says "'--co' is ambiguous" stat --co x
# What belongs to an option or to a command is no option.
says "there is no view '--shrot'" stat --by --shrot
says "--per is vm or vcpu, not 'vcpus'; did you mean 'vcpu'?" stat --per vcpus
says "there is no reason 'HVC46'; did you mean 'HVC64'?" stat --event HVC46
says "there is no reason 'mmoi'; did you mean 'mmio'?" stat --event mmio,mmoi
says "'user' does not tell reasons apart" stat --event mmio --by reason,user
says "the view hot tells neither classes nor reasons apart" stat --by hot --event cpu,HVC64
says "--sort needs a column" stat --sort=
says "--columns needs names" stat --columns a,,b
says "--limit must be a number from 1" list --limit 0
says "there is no reason 'hvc6'; did you mean 'HVC64'?" stat --event hvc6
says "there is no reason 'violation'; did you mean 'EPT_VIOLATION'?" top --event violation
says "there is no reason 'xyz'; kvmtrap names reasons shows all" stat --event xyz
# What would have no effect is refused.
for option in "--by reason" "--per vm" "--event mmio"; do
	# shellcheck disable=SC2086 # two words
	says "--vmtop has rows and columns of its own" stat -R "$STATES/b" --vmtop $option
done
says "--interval goes with a command" plot -I 1 trace.dat
says "choose one of --on, --off and --dump" record --on --off
for option in "--vm 1" "--vcpu 0" "--slower 50us" "--buffer 100" "--output x.dat"; do
	# shellcheck disable=SC2086
	says "no other option but --counts" record --on $option
done
says "--buffer must be a whole number, not '1.5'" record --buffer 1.5
says "one table is enough" names calls registers
wrong stat -I 1 --count 1.5
wrong stat --root ''
grep -q 'needs a path' "$WORK/err" || fail "$(cat "$WORK/err")"
wrong diff - -
wrong stat -I 1 --count -1
wrong stat --count 3
wrong stat --csv --by class,reason
wrong stat --csv --json
wrong stat --vcpu one
wrong stat --per host
wrong stat --by hot --per vcpu
wrong stat --root "$STATES/b" -- true
wrong stat --root "$STATES/b" -I 1
wrong list more
wrong save
wrong save a b
wrong bugreport
wrong diff "$STATES/a"
wrong diff "$STATES/a" "$STATES/b" "$STATES/b"
wrong names nonsense
wrong names --csv
wrong reset now
wrong bench now
wrong bench --rounds 5
grep -q 'a number from 6 to 10000, not' "$WORK/err" || fail "$(cat "$WORK/err")"
wrong bench --rounds 6.5
wrong bench --cpu -1
wrong bench --attach both
wrong bench --reason MMIO_USER,nonsense
grep -q "'nonsense' is not measured: choose of [A-Z0-9]*,.*MMIO_KERNEL,MMIO_USER" "$WORK/err" || fail "$(cat "$WORK/err")"
wrong bench --root "$STATES/b"
# The VMMs, too, fail if what they print is lost, and refuse a wrong command line.
make -s -C "$TOP/userspace/vmm" O="$BUILD/command/vmm" >&2
# shellcheck disable=SC2086 # words
status() { status=0; "$BUILD/command/vmm/"$how >"$1" 2>"$WORK/err" || status=$?; }
for how in "trapgen --list" "trapgen --help" "ownvmm --help" "matrix --version"; do
	status /dev/full
	assert_eq "$how whose output is lost" "$status: $(cat "$WORK/err")" "2: ${how% *}: cannot write the output"
	status "$WORK/out"
	assert_eq "$how" "$status: $(cat "$WORK/err")" "0: "
done
for how in trapgen "trapgen nonsense" "trapgen hvc 0" ownvmm "matrix io" "matrix both a b"; do
	status "$WORK/out"
	assert_eq "status of $how" $status 64
done
# All vCPUs of a VM share KVM's ring.
if [ "$HOST_ARCH" != arm64 ]; then
	how="trapgen coalesced 1 --vcpus=2" status "$WORK/out"
	assert_eq "coalesced with two vCPUs" "$status: $(cat "$WORK/err")" "2: trapgen: coalesced wants 1 vCPU: say --vcpus=1"
fi
# The read-only slot ends where the RAM begins, however large a page is.
how="trapgen --list" status "$WORK/out"
grep -q "^readonly .*(at most $((0x20000000 / $(getconf PAGESIZE))) passes)$" "$WORK/out" || fail "$(grep ^readonly "$WORK/out")"
