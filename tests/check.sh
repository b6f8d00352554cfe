#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# check.sh - all tests, in KTAP, one group a subtest.
#
#   check.sh GROUP ...   a GROUP is
#     unit               the pure parts, on this machine
#     KERNEL:MODE        the cases of tests/integration/ in an emulated host; MODE as
#                        run.sh has it, with -gicv2 for a host with a GICv2,
#                        with -up for one with one CPU, with -tracepoint for
#                        that attachment (or ATTACH), with -icount for clocks
#                        that count instructions
#     stress/KERNEL:MODE the cases of tests/stress/, the same way
#     course/KERNEL:MODE   the cases of tests/course/, the same way
#     build              cases of tests/build/: building and installing
#     load-errors          cases of tests/load-errors/: hosts on which loading must fail
#     command            cases of tests/command/: kvmtrap with saved states
#     demo               make demo, checked
#     harness            cases of tests/harness/: what is stuck is noticed
#     lab                cases of tests/lab/: what make lab has measured
#     KERNEL:MODE:CASE,CASE...  only those
#
# SCALE: the stress cases do one part in so many of what they do by default; on a
# debug kernel a fifth of that.
# JOBS: so many groups run side by side (one a CPU, eight at most); each is printed as a whole,
# the first that is not over as it goes.
#
# The last line is "N passed, N failed, N skipped"; exits 1 if any failed.
set -uo pipefail
. "$(dirname "$0")/../emu/lib.sh"

work=$(mktemp -d)
mkdir "$work/results"
trap 'rm -rf "$work"' EXIT
# What runs in the background does not hear of the keyboard.
trap 'trap "" TERM; kill 0; exit 130' INT TERM

unit() {
	local test
	need_tools cc:gcc
	[ -e /usr/include/stdio.h ] || install_packages libc6-dev
	mkdir -p "$BUILD/unit"
	make -s -C "$TOP/tests/unit" O="$BUILD/unit" >"$BUILD/unit/build.log" 2>&1 || {
		sed 's/^/# /' "$BUILD/unit/build.log"
		echo "not ok 1 build"
		return
	}
	for test in "$TOP"/tests/unit/test_*.c; do
		test=$(basename "${test%.c}")
		"$BUILD/unit/${test#test_}" 2>&1 | grep --line-buffered -v '^1\.\.\|^KTAP'
	done
}

# Number the cases anew: "ok - name" gets its place.
renumber() {
	awk '/^(not )?ok / { sub(/ok [0-9]+ /, "ok " ++n " ") } { print; fflush() }
		END { print "1.." n + 0 }'
}

# host CASES-DIR KERNEL:MODE[:CASE,...]
host() {
	local suite=$1 kernel=${2%%:*} rest=${2#*:} mode cases='' gic=3 cpus=2 limit=120 scale=${SCALE:-1}
	local dir ko trapgen kvmtrap walk='' status expected attach=${ATTACH:-kretprobe} clock=
	mode=${rest%%:*}
	[ "$mode" = "$rest" ] || cases=${rest#*:}
	dir=$BUILD/check/$suite-$kernel-$mode
	case $mode in *-tracepoint) attach=tracepoint mode=${mode%-tracepoint} ;; esac
	case $mode in *-up) cpus=1 mode=${mode%-up} ;; esac
	case $mode in *-icount) clock=-i mode=${mode%-icount} ;; esac
	case $mode in *-gicv2) gic=2 mode=${mode%-gicv2} ;; esac
	[ "$suite" != stress ] || limit=1800
	# What watches every access takes its time.
	if [ -n "$(kernel_field "$kernel" 4)" ]; then
		limit=$((limit * 3))
		scale=$((scale * 5))
	fi
	mkdir -p "$dir"
	# The same host with other cases has to wait.
	exec 6>"$dir.lock"
	flock 6
	rm -rf "$dir"
	mkdir "$dir"
	ko=$("$EMU/build.sh" "$kernel") && trapgen=$("$EMU/userspace.sh" trapgen) &&
		kvmtrap=$("$EMU/userspace.sh" kvmtrap) &&
		{ [ "$suite" != stress ] || walk=$("$EMU/userspace.sh" walk); } || {
		echo "not ok 1 build"
		return
	}
	cp -r "$ko" "${ko%/*}"/{inject,short,slow,steady}.ko "${trapgen%/*}"/{trapgen,ownvmm,matrix,*.bin} "$kvmtrap" $walk "$dir/"
	cp -r "$TOP"/tests/{lib,$suite} "$dir/"
	[ "$suite" != course ] || cp "$TOP/docs/kvm.md" "$dir/"
	"$EMU/run.sh" -k "$kernel" -m "$mode" -g $gic -s $cpus $clock -d "$dir" -t 0 \
		"LIMIT=$limit SCALE=$scale ATTACH=$attach bash /share/lib/run-cases /share/$suite ${cases//,/ }" |
		tee "$dir/ktap" | grep --line-buffered -v '^1\.\.\|^KTAP'
	status=${PIPESTATUS[0]}
	expected=$(sed -n 's/^1\.\.//p' "$dir/ktap")
	# A host that died half-way has not passed.
	if [ "$status" -ne 0 ] || [ -z "$expected" ] ||
		[ "$(grep -cE '^(not )?ok ' "$dir/ktap")" -ne "$expected" ]; then
		echo "# the emulated host did not get to the end; see $dir/host.log"
		tail -n 20 "$dir/host.log" 2>/dev/null | sed 's/^/# /'
		echo "not ok 1 emulated-host-$kernel-$mode"
	fi
}

here() {
	local case out
	for case in "$TOP/tests/$1"/*.sh; do
		out=$(bash "$case" 2>&1)
		case $? in
		0) echo "ok 1 $(basename "${case%.sh}")" ;;
		4) echo "ok 1 $(basename "${case%.sh}") # SKIP $(tail -n 1 <<<"$out")" ;;
		*)
			tail -c 3000 <<<"$out" | sed 's/^/# /'
			echo "not ok 1 $(basename "${case%.sh}")"
			;;
		esac
	done
}

# count FILE ...: what passed, failed, was skipped in these results.
count() {
	failed=$(cat "$@" | grep -c '^ *not ok ')
	skipped=$(cat "$@" | grep -c '^ *ok .* # SKIP')
	passed=$(($(cat "$@" | grep -c '^ *ok ') - skipped))
}

# title GROUP: cases that are named only counted, or no line would fit a screen.
title() {
	local cases=${1#*:*:} commas
	[ "$cases" != "$1" ] || { echo "$1"; return; }
	commas=${cases//[^,]/}
	echo "${1%":$cases"} ($((${#commas} + 1)) of its cases)"
}

# run N GROUP: its results in results/N, its time in seconds in N.time.
run() {
	local from=$SECONDS
	case $2 in
	unit) unit ;;
	build | load-errors | demo | command | lab | harness) here "$2" ;;
	stress/*:* | course/*:*) host "${2%%/*}" "${2#*/}" ;;
	*) host integration "$2" ;;
	esac 2>&1 | renumber | sed -u 's/^/    /' >"$work/results/$1"
	# Nothing that ran is no success.
	grep -qE '^ *(not )?ok ' "$work/results/$1" ||
		echo "    not ok 1 nothing-ran" >>"$work/results/$1"
	echo $((SECONDS - from)) >"$work/$1.time"
}

# In the order in which they are named, a few at a time.
run_all() {
	local n=0 group
	for group; do
		while [ "$(jobs -pr | wc -l)" -ge "$jobs" ]; do wait -n; done
		n=$((n + 1))
		touch "$work/results/$n"
		run $n "$group" &
		echo $! >"$work/$n.pid"
	done
	wait
}

[ $# -ge 1 ] || die "name a group; see the head of $0"
for group; do
	case $group in
	unit | build | load-errors | demo | command | lab | harness | *:*) ;;
	*) die "no group '$group'" ;;
	esac
done
cpus=$(nproc)
jobs=${JOBS:-$((cpus < 8 ? cpus : 8))}
[[ $jobs =~ ^[1-9][0-9]?$ ]] || die "JOBS must be a number from 1 to 99, not '$jobs'"
run_all "$@" &
echo "KTAP version 1"
echo "1..$#"
n=0
table=
for group; do
	n=$((n + 1))
	title=$(title "$group")
	echo "# Subtest: $title"
	until [ -s "$work/$n.pid" ]; do sleep 0.2; done
	tail -n +1 -s 0.2 -f --pid="$(cat "$work/$n.pid")" "$work/results/$n"
	count "$work/results/$n"
	table+=$(printf '# %-38s %6d %6d %7d %7d' "$title" "$passed" "$failed" "$skipped" "$(cat "$work/$n.time")")$'\n'
	if [ "$failed" -eq 0 ]; then echo "ok $n $title"; else echo "not ok $n $title"; fi
done

printf '#\n# %-38s passed failed skipped seconds\n%s#\n' group "$table"
count "$work"/results/*
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
