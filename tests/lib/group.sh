# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# How tests/run runs a group: on this machine, or in an emulated host. Each function prints
# "ok 1 NAME", "ok 1 NAME # SKIP why" or "not ok 1 NAME" for each case. Before a case that
# failed it prints what the case has said, after "# ".

# seconds COMMAND...: run COMMAND, with its output in $out. Set cpu to the seconds of CPU
# that it took.
seconds() {
	local TIMEFORMAT='%U %S' status
	{ time "$@" >"$out" 2>&1; status=$?; } 2>"$out.time"
	cpu=$(awk '{ printf "%.0f", $1 + $2 }' "$out.time")
	return $status
}

# is_whole FILE: return whether KTAP in FILE has as many results as it says.
is_whole() { [ "$(sed -n 's/^1\.\.//p' "$1")" = "$(grep -cE '^(not )?ok ' "$1")" ]; }

# run_unit NAME ...: run unit tests of the pure parts of the module and of the command.
run_unit() {
	local name
	need_tools cc:gcc
	[ -e /usr/include/stdio.h ] || install_packages libc6-dev
	mkdir -p "$BUILD/unit"
	make -s -C "$TOP/tests/unit" O="$BUILD/unit" >"$BUILD/unit/build.log" 2>&1 || {
		sed 's/^/# /' "$BUILD/unit/build.log"
		echo "not ok 1 build"
		return
	}
	for name; do
		"$BUILD/unit/${name#unit/}" 2>&1 | tee "$dir/out" | grep --line-buffered -v '^1\.\.\|^KTAP'
		# One that ends early takes with it what it had still to say.
		[ "${PIPESTATUS[0]}" -eq 0 ] && is_whole "$dir/out" || grep -q '^not ok' "$dir/out" || echo "not ok 1 $name"
	done
}

# run_here CASE ...: run scripts on this machine, one after another.
run_here() {
	local name cpu status out=$dir/out
	for name; do
		seconds bash "$TOP/tests/$name.sh"
		status=$?
		echo "$cpu $name" >>"$dir/seconds"
		case $status in
		0) echo "ok 1 $name" ;;
		4) echo "ok 1 $name # SKIP $(tail -n 1 "$out")" ;;
		*)
			# Print what the case proves, which is its head, and what it has said.
			sed -n '/SPDX/d; /^# \(groups\|needs\|limit\):/d; /^#/!q; p' "$TOP/tests/$name.sh"
			tail -c 3000 "$out" | sed 's/^/#   /'
			echo "not ok 1 $name"
			;;
		esac
	done
}

# stage DIR KERNEL CASE ...: fill DIR, which the emulated host sees as /share.
stage() {
	local dir=$1 kernel=$2 arch ko trapgen kvmtrap walk='' folder
	shift 2
	arch=$(kernel_arch "$kernel")
	ko=$("$EMU/build.sh" "$kernel") && trapgen=$("$EMU/userspace.sh" trapgen "$arch") &&
		kvmtrap=$("$EMU/userspace.sh" kvmtrap "$arch") || return
	[[ " $* " != *" stress/walk "* ]] || walk=$("$EMU/userspace.sh" walk "$arch") || return
	# The module, and those of tests/modules that are for this architecture.
	cp "${ko%/*}"/*.ko "${trapgen%/*}"/{trapgen,ownvmm,matrix,*.bin} \
		"$kvmtrap" $walk "$dir/"
	for folder in lib $(printf '%s\n' "${@%%/*}" | sort -u); do
		cp -r "$TOP/tests/$folder" "$dir/"
	done
	cp "$EMU"/{table.sh,watch} "$dir/lib/"
	mkdir -p "$dir/released"
	cp -r "$TOP"/tests/command/released/*/ "$dir/released/"
	[[ " $* " != *" course/"* ]] || cp "$TOP/docs/kvm.md" "$dir/"
}

# run_host HOST SCALE CASE ...: run cases in an emulated host, all in one boot.
run_host() {
	local host=$1 scale=$2 limit=${LIMIT:-120} status
	local kernel mode gic cpus clock attach
	shift 2
	parse_host "$host"
	# A debug kernel is slow.
	if [ -n "$(kernel_field "$kernel" 4)" ]; then
		limit=$((limit * 3))
		scale=$((scale * 5))
	fi
	stage "$dir" "$kernel" "$@" || {
		echo "not ok 1 build"
		return
	}
	"$EMU/run.sh" -k "$kernel" -m "$mode" -g "$gic" -s "$cpus" $clock -d "$dir" -t 0 \
		"LIMIT=$limit SCALE=$scale ATTACH=$attach bash /share/lib/run-cases /share $*" |
		tee "$dir/ktap" | grep --line-buffered -v '^1\.\.\|^KTAP'
	status=${PIPESTATUS[0]}
	# The host must have got to the end.
	if [ "$status" -ne 0 ] || ! is_whole "$dir/ktap"; then
		echo "# the emulated host did not get to the end; see $dir/host.log"
		tail -n 20 "$dir/host.log" 2>/dev/null | sed 's/^/# /'
		echo "not ok 1 emulated-host-${host/:/-}"
	fi
}

# group_dir N: set dir to the folder of a group.
group_dir() {
	local name=${titles[$1]}
	[ -z "${hosts[$1]}" ] || name=${name%%:"${name#*:*:}"}
	dir=$BUILD/check/${name//[:\/ ]/-}
}

# run_group N: run a group, and print its results.
run_group() {
	local host=${hosts[$1]} scale=${SCALE:-${scales[$1]}} dir
	group_dir "$1"
	mkdir -p "$dir"
	# Wait for another run of the same group.
	exec 6>"$dir.lock"
	flock 6
	rm -rf "$dir"
	mkdir "$dir"
	# shellcheck disable=SC2086 # words
	case ${cases_of[$1]} in
	unit/*) run_unit ${cases_of[$1]} ;;
	*) if [ -n "$host" ]; then run_host "$host" "$scale" ${cases_of[$1]}; else SCALE=$scale run_here ${cases_of[$1]}; fi ;;
	esac
}
