# SPDX-License-Identifier: GPL-2.0-only
# The man pages have each command with each option, and each file with each column. Completion
# offers what there is.
. "$(dirname "$0")/../lib/command.sh"
need_tools scdoc:scdoc man:man-db
man_dir=$TOP/userspace/kvmtrap/man
for page in "$man_dir"/*.scd; do
	scdoc <"$page" >"$WORK/page" || fail "$page"
	MANROFFOPT=-ww man --warnings -l "$WORK/page" >/dev/null 2>"$WORK/err" || fail "$page: $(cat "$WORK/err")"
	[ ! -s "$WORK/err" ] || fail "$page: $(cat "$WORK/err")"
done
commands=$("$KVMTRAP" --help | sed -n 's/^  \([a-z]\+\) .*/\1/p')
for c in $commands; do
	grep -qE "^\*$c\*|^\*record\*, \*$c\*" "$man_dir/kvmtrap.1.scd" || fail "kvmtrap(1) has no $c"
	page=$man_dir/kvmtrap-$c.1.scd
	[ "$c" != report ] || page=$man_dir/kvmtrap-record.1.scd
	for option in $("$KVMTRAP" "$c" --help | grep -oE -- '^ +(-[A-Za-z?], +)?--[a-z]+' | grep -oE -- '--[a-z]+'); do
		case $option in --help | --usage) continue ;; esac
		grep -qs -- "\*$option\*" "$page" "$man_dir/kvmtrap.1.scd" || fail "$c $option is in no page"
	done
done
# The columns of the files are those that the module writes.
while IFS=: read -r name columns; do
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

# Completion.
complete_for() { # WORDS...: the last is being typed
	(
		PATH=$(dirname "$KVMTRAP"):$PATH
		compopt() { :; }
		. "$TOP/userspace/kvmtrap/completion/kvmtrap"
		COMP_WORDS=("$@")
		COMP_CWORD=$(($# - 1))
		_kvmtrap
		echo "${COMPREPLY[*]-}"
	)
}
assert_eq commands "$(complete_for kvmtrap re)" "record report reset"
assert_eq "commands behind options" "$(complete_for kvmtrap -R file rec)" record
assert_eq "help on" "$(complete_for kvmtrap help doc)" doctor
assert_eq "options behind options" "$(complete_for kvmtrap --root file stat --int)" "--interval="
assert_eq options "$(complete_for kvmtrap stat --int)" "--interval="
assert_eq views "$(complete_for kvmtrap stat --by la)" latency
assert_eq parts "$(complete_for kvmtrap names re)" "reasons registers"
assert_eq architectures "$(complete_for kvmtrap names --arch '')" "arm64 x86"
assert_eq "MSRs" "$(complete_for kvmtrap names ms)" msrs
assert_eq "attachments" "$(complete_for kvmtrap bench --attach tr)" tracepoint
assert_eq "reasons of bench" "$(complete_for kvmtrap bench --reason MMIO_)" "MMIO_KERNEL MMIO_USER"
