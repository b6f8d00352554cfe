# SPDX-License-Identifier: GPL-2.0-only
# The man pages have each command with each option, and each file with each column. Help shows the
# same options. A letter means the same everywhere.
. "$(dirname "$0")/../lib/command.sh"
need_tools scdoc:scdoc man:man-db
man_dir=$TOP/userspace/kvmtrap/man
for page in "$man_dir"/*.scd; do
	scdoc <"$page" >"$WORK/page" || fail "$page"
	MANROFFOPT=-ww man --warnings -l "$WORK/page" >/dev/null 2>"$WORK/err" || fail "$page: $(cat "$WORK/err")"
	[ ! -s "$WORK/err" ] || fail "$page: $(cat "$WORK/err")"
done
# As they are installed: each command has a page, if only one that leads to another.
make -s -C "$TOP/userspace/kvmtrap" O="$WORK/out" install-man DESTDIR="$WORK" PREFIX= MANDIR=/man >/dev/null
# A page with tables says so in its first line: lintian has man run tbl only then.
with_tables=$(grep -l '^\.TS' "$WORK"/man/man?/*)
for page in $with_tables; do
	[ "$(head -n 1 "$page")" = "'\\\" t" ] || fail "${page##*/} does not say that it has tables"
done
declare -A letters=()
commands=$("$KVMTRAP" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p')
for c in $commands; do
	grep -qE "^\*$c\*|^\*record\*, \*$c\*" "$man_dir/kvmtrap.1.scd" || fail "kvmtrap(1) has no $c"
	LC_ALL=C.UTF-8 man -M "$WORK/man" 1 "kvmtrap-$c" >"$WORK/shown" 2>"$WORK/err" || fail "man kvmtrap-$c: $(cat "$WORK/err")"
	grep -qw "$c" "$WORK/shown" || fail "man kvmtrap-$c: $(cat "$WORK/shown")"
	page=$man_dir/kvmtrap-$c.1.scd
	[ "$c" != report ] || page=$man_dir/kvmtrap-record.1.scd
	# The program's own table of options, which completion offers.
	options=$("$KVMTRAP" complete -- "$c" --)
	[ "$c" = help ] || grep -qx -- --version <<<"$options" || fail "$c: options: $options"
	for option in $options; do
		option=${option%=}
		"$KVMTRAP" "$c" --help | grep -qE -- "(^| )$option([=, :]|$)" || fail "$c --help does not show $option"
		grep -qs -- "\*$option\*" "$page" "$man_dir/kvmtrap.1.scd" || fail "$c $option is in no page"
	done
	# And what help shows is in the table.
	for option in $("$KVMTRAP" "$c" --help | grep -oE -- '(^| )--[a-z]+(-[a-z]+)*' | sort -u); do
		[ "$c" = help ] || grep -qxE -- "$option=?" <<<"$options" || case $option in
		--vm | --interval | --heat | --csv | --by | --name | --id | --slower) ;; # in a sentence
		*) fail "$c --help shows $option, which is no option of it" ;;
		esac
	done
	# A letter is one option, wherever it is.
	for pair in $("$KVMTRAP" "$c" --help | sed -nE 's/^ +(-[A-Za-z]), (--[a-z-]+).*/\1:\2/p'); do
		[ "${letters[${pair%:*}]:-${pair#*:}}" = "${pair#*:}" ] || fail "$c: ${pair%:*} is ${pair#*:}, elsewhere ${letters[${pair%:*}]}"
		letters[${pair%:*}]=${pair#*:}
	done
done
# The columns of the files are those that the module writes.
while IFS=: read -r name columns; do
	# The copy is from before there were these.
	[ "$name" != latency ] || columns+=" reason max_ns"
	grep -A 1 "^\*$name\*$" "$man_dir/kvmtrapcount.5.scd" | grep -qx "	${columns# }" ||
		fail "kvmtrapcount(5): $name has$columns"
done < <(awk '/^kvmtrap / { name = $2; getline; $1 = $1; print name ": " $0 }' "$STATES/b" | grep -v '^host:\|^names:')
# On x86 two files have one column more, and the event has other fields.
for name in vms vcpus; do
	columns=$(awk -v name=$name '/^kvmtrap / { on = $2 == name; getline; if (on) print }' "$STATES/amd-b")
	assert_eq "columns of $name" "$columns" "$(grep -A 1 "^\*$name\*$" "$man_dir/kvmtrapcount.5.scd" | sed -n '2s/^	//p') nested"
done
fields=$(gunzip -c "$STATES/amd.dat.gz" | grep -aom 1 '^print fmt: "[^"]*' | sed 's/.*"//; s/=[^ ]*//g')
tr '\n' ' ' <"$man_dir/kvmtrapcount.5.scd" | tr -s '\t ' ' ' | grep -qF "On x86 it is $fields " || fail "kvmtrapcount(5): kvmtrap_exit of x86 has $fields"
for p in $(grep -rho 'MODULE_PARM_DESC([a-z_]*' "$TOP/module" | sed 's/.*(//' | sort -u); do
	grep -q "\*$p\*" "$man_dir/kvmtrapcount.5.scd" || fail "kvmtrapcount(5) has no parameter $p"
done
