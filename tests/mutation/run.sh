#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - would the tests notice an error? It puts each error of the list into a copy of the
# last commit, and runs the tests that the list names. One of them has to fail.
#
#   run.sh [NAME ...]     only these errors (all); each takes 30 s
#
# Prints KTAP, and "N passed, N failed, N skipped". Exits 1 if an error was not noticed, could
# not be put in, or does not compile.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
list=$(dirname "$0")/list
tree=$BUILD/mutants/tree

mapfile -t rows < <(grep -v '^#' "$list")
wanted() { [ $# -eq 1 ] || [[ " ${*:2} " = *" $1 "* ]]; }
for name; do
	grep -q "^$name	" "$list" || die "no '$name' in $list"
done
chosen=()
for row in "${rows[@]}"; do
	! wanted "${row%%	*}" "$@" || chosen+=("$row")
done

[ -e "$TOP/.git" ] || die "it takes the last commit: run it in a git clone"
mkdir -p "$BUILD/mutants"
rm -rf "$tree"
git clone -q "$TOP" "$tree"

# noticed FILE GROUP CHANGE: put an error in, and return whether a case fails. Sets why to that
# case, or to the reason why none has failed.
noticed() {
	local log=$BUILD/mutants/log
	git -C "$tree" checkout -q .
	perl -0777 -pi -e "$3" "$tree/$1"
	why="nothing to change in $1"
	! git -C "$tree" diff --quiet || return
	why="unnoticed by $2"
	! WARNINGS=ignore "$tree/tests/run" "$2" >"$log" 2>&1 || return
	why=$(sed -n 's/^    not ok [0-9]* //p' "$log" | paste -sd ' ')
	case $why in
	emulated-host*)
		# One that died of the error has noticed it.
		grep -q 'end trace' "$log" || { why="no test ran: $why" && return 1; }
		;;
	'' | build) why="no test ran: ${why:-see $log}" && return 1 ;;
	esac
}

echo "KTAP version 1"
echo "1..${#chosen[@]}"
n=0 failed=0
for row in "${chosen[@]}"; do
	n=$((n + 1))
	IFS='	' read -r name file group change <<<"$row"
	if noticed "$file" "$group" "$change"; then
		echo "ok $n $name # $why"
	else
		failed=$((failed + 1))
		echo "not ok $n $name # $why"
	fi
done
echo "$((n - failed)) passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
