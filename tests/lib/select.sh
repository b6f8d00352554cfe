# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What tests/run is to run: tests/tests.cfg, the heads of the cases, and the
# words of the command line become a list of groups. A group is some cases in
# one place: in one emulated host, or on this machine.

CONFIG=$TOP/tests/tests.cfg

# --- cases ---
declare -A case_groups case_needs
all_cases=()
read_cases() {
	local file name key words
	while read -r file; do
		name=${file#"$TOP/tests/"}
		name=${name%.*}
		all_cases+=("${name/#unit\/test_/unit/}")
	done < <(ls "$TOP"/tests/{integration,stress,course,load-errors,command,build,demo,harness,lab}/*.sh "$TOP"/tests/unit/test_*.c)
	while IFS=: read -r file key words; do
		name=${file%.sh}
		case $key in
		'# groups') case_groups[$name]=$words ;;
		'# needs') case_needs[$name]=$words ;;
		esac
	done < <(cd "$TOP/tests" && grep -HE '^# (groups|needs):' ./*/*.sh | sed 's,^\./,,')
}

# fits CASE HOST: whether the host has what the case needs.
fits() {
	local need
	for need in ${case_needs[$1]:-}; do
		case $need in
		tracepoint) [[ $2 == *-tracepoint* ]] || return ;;
		kretprobe) [[ $2 != *-tracepoint* ]] || return ;;
		icount) [[ $2 == *-icount* ]] || return ;;
		# QEMU with several CPUs may miss it that code was patched.
		text-patching) [[ $2 != *-tracepoint* || $2 == *-up* ]] || return ;;
		kasan | kcsan) [[ $2 == *-$need:* ]] || return ;;
		*) die "tests/$1.sh needs '$need', which nobody knows" ;;
		esac
	done
}

# select_cases WHO HOST ITEM ...: sets selected. An ITEM is FOLDER/CASE, with *
# as in a shell; @GROUP: the cases whose heads name that group; !ITEM: not these.
select_cases() {
	local who=$1 host=$2 item name found kept
	shift 2
	selected=
	for item; do
		found=
		for name in "${all_cases[@]}"; do
			case $item in
			@* | !@*) [[ " ${case_groups[$name]:-} " == *" ${item#*@} "* ]] || continue ;;
			*)
				# shellcheck disable=SC2053 # a pattern
				[[ $name == ${item#!} ]] || continue
				;;
			esac
			found+=" $name"
		done
		[ -n "$found" ] || die "$who: no case is '$item'"
		for name in $found; do
			if [[ $item == !* ]]; then
				kept=
				for found in $selected; do [ "$found" = "$name" ] || kept+=" $found"; done
				selected=$kept
			elif [[ " $selected " != *" $name "* ]] && fits "$name" "$host"; then
				selected+=" $name"
			fi
		done
	done
}

# --- hosts ---
# parse_host WORD: "KERNEL:MODE", with -gicv2, -up, -icount and -tracepoint in any
# order; sets kernel, mode, gic, cpus, clock and attach.
parse_host() {
	local rest suffix
	kernel=${1%%:*} rest=${1#*:}
	kernel_names | grep -qxF -- "$kernel" ||
		die "no kernel '$kernel' in '$1'; choose one of: $(kernel_names | tr '\n' ' ')"
	mode=${rest%%-*} gic=3 cpus=2 clock='' attach=${ATTACH:-kretprobe}
	case $mode in
	vhe | nvhe | protected | max | novirt) ;;
	*) die "no mode '$mode' in '$1'; choose one of: vhe nvhe protected max novirt" ;;
	esac
	rest=${rest#"$mode"}
	while [ -n "$rest" ]; do
		rest=${rest#-}
		suffix=${rest%%-*}
		rest=${rest#"$suffix"}
		case $suffix in
		gicv2) gic=2 ;;
		up) cpus=1 ;;
		icount) clock=-i ;;
		tracepoint | kretprobe) attach=$suffix ;;
		*) die "no '-$suffix' in '$1'; choose of: -gicv2 -up -icount -tracepoint" ;;
		esac
	done
}

# --- sections of tests.cfg ---
declare -A config
read_config() {
	local line section='' key
	while IFS= read -r line; do
		line=${line%%#*}
		[[ $line =~ [^[:space:]] ]] || continue
		if [[ $line =~ ^\[([^]]+)\][[:space:]]*$ ]]; then
			section=${BASH_REMATCH[1]}
			[[ " ${sections[*]} " != *" $section "* ]] || die "tests.cfg: two sections [$section]"
			sections+=("$section")
		elif [[ $line =~ ^[[:space:]]*([a-z]+)[[:space:]]*=[[:space:]]*(.*[^[:space:]]) ]]; then
			key=${BASH_REMATCH[1]}
			[ -n "$section" ] || die "tests.cfg: '$key' stands before the first section"
			case $key in
			cases | groups | kernel | mode | except | attach | gic | cpus | clock | scale) ;;
			*) die "tests.cfg: [$section] has no '$key'" ;;
			esac
			config[$section.$key]+=" ${BASH_REMATCH[2]}"
		else
			# More words of the line above.
			[[ $line =~ ^[[:space:]]+([^=]*)$ ]] && [ -n "${key:-}" ] || die "tests.cfg: what is '$line'?"
			config[$section.$key]+=" ${BASH_REMATCH[1]}"
		fi
	done <"$CONFIG"
}

known_groups() {
	local key
	for key in "${!config[@]}"; do
		# shellcheck disable=SC2086 # words
		[[ $key != *.groups ]] || printf '%s\n' ${config[$key]}
	done | sort -u
}

# setting SECTION KEY DEFAULT
setting() { echo ${config[$1.$2]:-$3}; }

# section_hosts SECTION: a word for each of its hosts.
section_hosts() {
	local kernel mode tail=''
	[ "$(setting "$1" gic 3)" = 3 ] || tail+=-gicv2
	[ "$(setting "$1" cpus 2)" = 2 ] || tail+=-up
	[ "$(setting "$1" clock real)" = real ] || tail+=-icount
	[ "$(setting "$1" attach kretprobe)" = kretprobe ] || tail+=-tracepoint
	for kernel in $(setting "$1" kernel ''); do
		for mode in $(setting "$1" mode vhe); do
			[[ " ${config[$1.except]:-} " == *" $kernel:$mode "* ]] || echo "$kernel:$mode$tail"
		done
	done
}

# add_group TITLE HOST SCALE CASE ...
add_group() {
	titles+=("$1") hosts+=("$2") scales+=("$3") cases_of+=("${*:4}")
}

# add_section SECTION [CASE ...]: a group for each of its hosts, or of its hosts on
# $only_kernel; of CASES those that it has.
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

# --- words of the command line ---
# resolve FOLDER NAME: sets resolved to the case that is meant.
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

# add_word WORD: [FOLDER/]KERNEL:MODE...[:CASE,...], FOLDER[:CASE,...], a section,
# or a case by name.
add_word() {
	local word=$1 folder=integration place names='' name list='' section
	local kernel mode gic cpus clock attach
	case $word in
	unit | build | load-errors | command | demo | harness | lab | \
	unit:* | build:* | load-errors:* | command:* | demo:* | harness:* | lab:*)
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
			# Without -g one place is enough.
			[ "${#titles[@]}" -eq "$n" ] || [ -n "$only_group" ] || return 0
		done
		[ "${#titles[@]}" -eq "$n" ] || return 0
		[ -z "$only_group" ] || die "no section of '$only_group' has $name${only_kernel:+ on $only_kernel}"
		case $name in
		integration/* | stress/* | course/*) add_word "${name%%/*}/${only_kernel:-6.1}:vhe:${name#*/}" ;;
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

# in_group SECTION: whether -g asks for it.
in_group() { [ -z "$only_group" ] || [[ " ${config[$1.groups]:-} " == *" $only_group "* ]]; }
