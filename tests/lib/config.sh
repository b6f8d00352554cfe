# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# Reads what there is to run: tests/tests.cfg, and the heads of the cases.

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
	done < <(ls "$TOP"/tests/{integration,stress,course,load-errors,command,build,demo,harness,lab,fleet}/*.sh "$TOP"/tests/unit/test_*.c)
	while IFS=: read -r file key words; do
		name=${file%.sh}
		case $key in
		'# groups') case_groups[$name]=$words ;;
		'# needs') case_needs[$name]=$words ;;
		esac
	done < <(cd "$TOP/tests" && awk 'FNR == 1 { head = 1 } !/^#/ { head = 0 }
		head && /^# (groups|needs):/ { print substr(FILENAME, 3) ":" $0 }' ./*/*.sh)
}

# fits CASE: return whether the host that parse_host has read has what the case needs.
fits() {
	local need
	for need in ${case_needs[$1]:-}; do
		case $need in
		arm64) [ "$(kernel_arch "$kernel")" = arm64 ] || return ;;
		x86) [ "$(kernel_arch "$kernel")" = amd64 ] || return ;;
		tracepoint | kretprobe) [ "$attach" = "$need" ] || return ;;
		icount) [ -n "$clock" ] || return ;;
		nrips) [ "$mode" = nrips ] || return ;;
		vmx) [[ $mode =~ ^(ept|noept|nounrestricted)$ ]] || return ;;
		# QEMU with several CPUs may miss that code was patched, but for amd64: emu/run.sh.
		text-patching)
			[ "$attach" = kretprobe ] || [ "$cpus" -eq 1 ] || [ "$(kernel_arch "$kernel")" = amd64 ] || return
			;;
		kasan | kcsan | builtin) [ "$(kernel_field "$kernel" 4)" = "$need" ] || return ;;
		*) die "tests/$1.sh needs '$need', which nobody knows" ;;
		esac
	done
}

# select_cases WHO HOST ITEM ...: set selected to the cases of the ITEMs. An ITEM is
# FOLDER/CASE, with * as in a shell; @GROUP: the cases whose heads name that group; !ITEM:
# without these. WHO is for messages.
select_cases() {
	local who=$1 host=$2 item name found kept
	local kernel mode gic cpus clock attach
	shift 2
	[ -z "$host" ] || parse_host "$host"
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
			elif [[ " $selected " != *" $name "* ]] && { [ -z "$host" ] || fits "$name"; }; then
				selected+=" $name"
			fi
		done
	done
}

# --- hosts ---
# parse_host WORD: set kernel, mode, gic, cpus, clock and attach. WORD is "KERNEL:MODE", with
# -gicv2, -up, -icount and -tracepoint in any order. An amd64 host has no GIC, and the module no
# other attachment there than the tracepoint. bochs emulates one CPU.
parse_host() {
	local rest suffix suffixes='-gicv2 -up -icount -tracepoint'
	kernel=${1%%:*} rest=${1#*:}
	grep -qxF -- "$kernel" <<<"$(kernel_names)" ||
		die "no kernel '$kernel' in '$1'; choose one of: $(kernel_names | tr '\n' ' ')"
	mode=${rest%%-*} gic=3 cpus=2 clock='' attach=${ATTACH:-kretprobe}
	check_mode "$mode" "$kernel"
	[ "$(kernel_arch "$kernel")" = arm64 ] || gic='' attach=tracepoint suffixes='-up -icount'
	[ "$(emulator "$mode")" = qemu ] || cpus=1 suffixes='-up'
	rest=${rest#"$mode"}
	while [ -n "$rest" ]; do
		rest=${rest#-}
		suffix=${rest%%-*}
		rest=${rest#"$suffix"}
		case $suffix:$gic in
		gicv2:?*) gic=2 ;;
		up:*) cpus=1 ;;
		icount:*) clock=-i ;;
		tracepoint:* | kretprobe:?*) attach=$suffix ;;
		*) die "no '-$suffix' in '$1'; choose of: $suffixes" ;;
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
			# The line has more words for the key above.
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

# setting SECTION KEY DEFAULT: print the value of a key.
setting() { echo ${config[$1.$2]:-$3}; }

# section_hosts SECTION: print a word for each of its hosts.
section_hosts() {
	local kernel mode tail=''
	[ "$(setting "$1" gic 3)" = 3 ] || tail+=-gicv2
	[ "$(setting "$1" cpus 2)" = 2 ] || tail+=-up
	[ "$(setting "$1" clock real)" = real ] || tail+=-icount
	[ "$(setting "$1" attach kretprobe)" = kretprobe ] || tail+=-tracepoint
	for kernel in $(setting "$1" kernel ''); do
		for mode in ${config[$1.mode]:-$(usual_mode "$kernel")}; do
			[[ " ${config[$1.except]:-} " == *" $kernel:$mode "* ]] || echo "$kernel:$mode$tail"
		done
	done
}
