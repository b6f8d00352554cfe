#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - would the tests notice an error? It puts each error of the list into a copy of the
# last commit, and runs the tests that the list names. One of them has to fail.
#
#   run.sh [NAME ...]     only these errors (all)
#
# The errors that are for one emulated host share its boots: each is a module of its own. Behind them
# the same cases run with the module as it is. Where one of them fails, so may have the errors' runs of
# it: each of these gets a boot of its own.
#
# Prints KTAP, and "N passed, N failed, N skipped". Exits 1 if an error was not noticed, could
# not be put in, or does not compile. What a host has said is in build/mutants/HOST/.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
list=$(dirname "$0")/list
mutants=$BUILD/mutants
tree=$mutants/tree

for name; do
	grep -q "^$name	" "$list" || die "no '$name' in $list"
done
declare -A file_of runs_of change_of
chosen=()
while IFS=$'\t' read -r name file runs change; do
	[ $# -eq 0 ] || [[ " $* " = *" $name "* ]] || continue
	chosen+=("$name")
	file_of[$name]=$file runs_of[$name]=$runs change_of[$name]=$change
done < <(grep -v '^#' "$list")

[ -e "$TOP/.git" ] || die "it takes the last commit: run it in a git clone"
own "$tree"
rm -rf "$tree"
git clone -q "$TOP" "$tree"
# From here on everything is that of the copy.
. "$tree/emu/lib.sh"
. "$TOP/tests/lib/config.sh"
. "$TOP/tests/lib/select.sh"
. "$TOP/tests/lib/group.sh"
read_cases

# put_in NAME: put the error in. Sets why if there is nothing to change.
put_in() {
	git -C "$tree" checkout -q .
	perl -0777 -pi -e "${change_of[$1]}" "$tree/${file_of[$1]}"
	why="nothing to change in ${file_of[$1]}"
	! git -C "$tree" diff --quiet
}

n=0 failed=0
echo "KTAP version 1"
echo "1..${#chosen[@]}"
# result NAME WHY [not]: report an error.
result() {
	n=$((n + 1))
	[ -z "${3:-}" ] || failed=$((failed + 1))
	echo "${3:+not }ok $n $1 # $2"
}

# fails_anyway TESTS: do they fail on this machine with the module as it is?
declare -A as_it_is
fails_anyway() {
	git -C "$tree" checkout -q .
	if [ -z "${as_it_is[$1]:-}" ]; then
		as_it_is[$1]=passed
		WARNINGS=ignore "$tree/tests/run" "$1" >"$mutants/log" 2>&1 || as_it_is[$1]=failed
	fi
	[ "${as_it_is[$1]}" = failed ]
}

# noticed_here NAME: put an error in, and return whether a case on this machine fails that passes without it.
# Sets why to that case, or to the reason why none has failed.
noticed_here() {
	local log=$mutants/log
	put_in "$1" || return
	why="unnoticed by ${runs_of[$1]}"
	! WARNINGS=ignore "$tree/tests/run" "${runs_of[$1]}" >"$log" 2>&1 || return
	why=$(sed -n 's/^    not ok [0-9]* //p' "$log" | paste -sd ' ')
	case $why in '' | build | emulated-host*) why="no test ran: ${why:-see $log}" && return 1 ;; esac
	! fails_anyway "${runs_of[$1]}" || { why="$why fails without the error as well" && return 1; }
}

# cases_for NAME: print the cases that the list names, as FOLDER/CASE.
cases_for() {
	local folder=integration word runs=${runs_of[$1]} resolved
	[[ $runs != */* ]] || folder=${runs%%/*}
	for word in $(tr ',' ' ' <<<"${runs##*:}"); do
		resolve "$folder" "$word"
		echo "$resolved"
	done
}

# compile HOST NAME: build the module with the error, as NAME.ko in $place. What debuggers read of it is 40
# times as large as the rest, and an emulated host would copy it into its memory at each boot.
compile() {
	local kernel=${1%%:*} ko small=/var/tmp/mutant-$$.ko
	put_in "$2" || return
	why="does not compile: see $mutants/log"
	ko=$(BUILD_AS=mutant-$kernel WARNINGS=ignore "$EMU/build.sh" "$kernel" 2>"$mutants/log") || return
	cp "$ko" "$BUILDROOT$small"
	chroot "$BUILDROOT" "$(cross "$(kernel_arch "$kernel")")strip" --strip-debug $small
	mv "$BUILDROOT$small" "$place/$2.ko"
}

# boot HOST NAME ...: run the cases of these errors in one boot, as long as make check does, and then
# those of the module as it is, unless there is one error. The KTAP goes to $place/share/ktap.
boot() {
	local host=$1 dir=$place/share name items=() cases
	local kernel mode gic cpus clock attach
	shift
	parse_host "$host"
	cases=$(for name; do cases_for "$name"; done | sort -u)
	# shellcheck disable=SC2207 # names have no blanks
	for name; do items+=($(cases_for "$name" | sed "s/$/@$name/")); done
	# shellcheck disable=SC2206
	[ $# -eq 1 ] || items+=($cases)
	rm -rf "$dir"
	mkdir -p "$dir"
	git -C "$tree" checkout -q .
	# shellcheck disable=SC2086 # words
	stage "$dir" "$kernel" $cases
	for name; do cp "$place/$name.ko" "$dir/"; done
	# A host that dies of an error ends at once, instead of being found stuck.
	# shellcheck disable=SC2086 # $clock: one option or none
	"$EMU/run.sh" -k "$kernel" -m "$mode" -g "$gic" -s "$cpus" $clock -a oops=panic -d "$dir" -t 0 \
		"SCALE=20 ATTACH=$attach bash /share/lib/run-cases /share ${items[*]}" >"$dir/ktap" 2>&1 || true
	cat "$dir/ktap" >>"$place/ktap"
}

# judge NAME: set why to the case that has failed, or to what else came of the error; seen to whether
# all of its cases have run, and none of them has failed with the module as it is.
judge() {
	local ktap=$place/share/ktap case ran=1
	why='' seen=
	for case in $(cases_for "$1"); do
		! grep -qE "^not ok [0-9]+ $case$" "$ktap" || { alone=1; return; }
		if grep -qE "^not ok [0-9]+ $case@$1$" "$ktap"; then why+="${why:+ }$case"
		elif ! grep -qE "^ok [0-9]+ $case@$1( |$)" "$ktap"; then ran=
		fi
	done
	[ -z "$why$ran" ] || seen=1
}

# on_host HOST NAME ...: report on the errors that are for this host.
on_host() {
	local host=$1 place=$mutants/${1/:/-} name why seen left=() batch=() next=() some alone=
	shift
	rm -rf "$place"
	mkdir -p "$place"
	for name; do
		if compile "$host" "$name"; then left+=("$name"); else result "$name" "$why" not; fi
	done
	while [ ${#left[@]} -gt 0 ]; do
		batch=("${left[@]:0:${alone:-${#left[@]}}}") next=() some=
		boot "$host" "${batch[@]}"
		for name in "${batch[@]}"; do
			judge "$name"
			if [ -z "$seen" ]; then
				next+=("$name")
				continue
			fi
			some=1
			if [ -n "$why" ]; then result "$name" "$why"; else result "$name" "unnoticed by ${runs_of[$name]}" not; fi
		done
		# The first one ended the host.
		if [ -z "$some" ] && { [ ${#batch[@]} -eq 1 ] || [ -z "$alone" ]; }; then
			if grep -q 'end trace' "$place/share/host.log"; then result "${next[0]}" "the host died of it"
			else result "${next[0]}" "no test ran: see $place/share" not; fi
			next=("${next[@]:1}")
		fi
		left=("${next[@]}" "${left[@]:${#batch[@]}}")
	done
}

declare -A on
hosts=()
for name in "${chosen[@]}"; do
	runs=${runs_of[$name]}
	if [[ ! $runs =~ ^[^:]*[0-9][^:]*: ]]; then
		if noticed_here "$name"; then result "$name" "$why"; else result "$name" "$why" not; fi
		continue
	fi
	host=${runs%:*}
	host=${host#*/}
	[ -n "${on[$host]:-}" ] || hosts+=("$host")
	on[$host]+=" $name"
done
for host in "${hosts[@]}"; do
	# shellcheck disable=SC2086 # words
	on_host "$host" ${on[$host]}
done
echo "$((n - failed)) passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
