# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Makes a list of groups from the command line of tests/run. A group is some cases in one
# place: in one emulated host, or on this machine.

# add_group TITLE HOST SCALE CASE ...: add a group.
add_group() {
	titles+=("$1") hosts+=("$2") scales+=("$3") cases_of+=("${*:4}")
}

# add_section SECTION [CASE ...]: add a group for each host of a section, or for each of them
# on $only_kernel. With CASEs, only those of its cases.
add_section() {
	local section=$1 host several wanted name kept items=()
	shift
	mapfile -t several < <(section_hosts "$section")
	read -ra items <<<"${config[$section.cases]:-}"
	[ ${#several[@]} -gt 0 ] || several=('')
	for host in "${several[@]}"; do
		[ -z "$only_kernel" ] || [ "${host%%:*}" = "$only_kernel" ] || continue
		[ -z "$host" ] || parse_host "$host"
		select_cases "tests.cfg: [$section]" "$host" "${items[@]}"
		if [ $# -gt 0 ]; then
			kept=
			for name in $selected; do
				for wanted; do [ "$name" != "$wanted" ] || kept+=" $name"; done
			done
			selected=$kept
		fi
		[ -n "$selected" ] || continue
		# shellcheck disable=SC2086 # words
		if [ ${#several[@]} -eq 1 ]; then
			add_group "$section" "$host" "$(setting "$section" scale 1)" $selected
		else
			add_group "$section $host" "$host" "$(setting "$section" scale 1)" $selected
		fi
	done
}

# resolve FOLDER NAME: set resolved to the case that NAME means.
resolve() {
	local name like
	resolved=
	for name in "${all_cases[@]}"; do
		[ "$name" != "$1/$2" ] || { resolved=$name; return; }
		[ "$name" != "$2" ] && [ "${name#*/}" != "$2" ] || resolved+=" $name"
	done
	resolved=${resolved# }
	[ -z "$resolved" ] || [[ $resolved != *' '* ]] || die "'$2' is several cases: $resolved"
	[ -n "$resolved" ] || {
		like=$(printf '%s\n' "${all_cases[@]}" | grep -F -- "${2#*/}" | head -n 5 | tr '\n' ' ')
		die "no case '$2'${like:+; there are: $like}; tests/run -l lists all"
	}
}

# add_word WORD: add the groups of a word of the command line. It is
# [FOLDER/]KERNEL:MODE...[:CASE,...], FOLDER[:CASE,...], a section, or the name of a case.
add_word() {
	local word=$1 folder=integration place names='' name list='' section
	local kernel mode gic cpus clock attach
	case $word in
	unit | build | load-errors | command | demo | harness | lab | fleet | \
	unit:* | build:* | load-errors:* | command:* | demo:* | harness:* | lab:* | fleet:*)
		folder=${word%%:*} place=
		[ "$folder" = "$word" ] || names=${word#*:}
		;;
	*:*)
		[[ $word != */*:* ]] || folder=${word%%/*}
		[ -d "$TOP/tests/$folder" ] || die "no folder tests/$folder, as '$word' names it"
		place=${word#"$folder/"}
		[[ $place != *:*:* ]] || names=${place#*:*:}
		place=${place%":$names"}
		parse_host "$place"
		;;
	*)
		if [ -n "${config[$word.cases]:-}" ]; then
			add_section "$word"
			return
		fi
		resolve integration "$word"
		name=$resolved n=${#titles[@]}
		for section in "${sections[@]}"; do
			in_group "$section" || continue
			add_section "$section" "$name"
			# Without -g, one place is enough.
			[ "${#titles[@]}" -eq "$n" ] || [ -n "$only_group" ] || return 0
		done
		[ "${#titles[@]}" -eq "$n" ] || return 0
		[ -z "$only_group" ] || die "no section of '$only_group' has $name${only_kernel:+ on $only_kernel}"
		kernel=${only_kernel:-6.1}
		case $name in
		integration/* | stress/* | course/*) add_word "${name%%/*}/$kernel:$(usual_mode "$kernel"):${name#*/}" ;;
		*) add_group "$name" '' 1 "$name" ;;
		esac
		return
		;;
	esac
	if [ -z "$names" ]; then
		select_cases "$word" "$place" "$folder/*"
		list=$selected
	else
		for name in ${names//,/ }; do
			resolve "$folder" "$name"
			list+=" $resolved"
		done
	fi
	# shellcheck disable=SC2086 # words
	add_group "$word" "$place" 1 $list
}

# in_group SECTION: return whether -g asks for the section.
in_group() { [ -z "$only_group" ] || [[ " ${config[$1.groups]:-} " == *" $only_group "* ]]; }
