#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# run.sh - kvmtrap's parsers under libFuzzer with the sanitizers.
#
#   run.sh -t SECONDS    run for SECONDS in all, half of them with saved states. What is
#                        learnt is kept in the cache, and the next run goes on from there
#   run.sh -r RUNS       do RUNS runs of each, from the seeds alone: the same every time
#
# Exits 1 at the first input that breaks something, and says where the input is kept.
# `build/fuzz/NAME FILE` shows the error again. The fix adds the input to seeds/NAME/.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
seconds=
runs=
while getopts t:r: o; do
	case $o in
	t) seconds=$OPTARG ;;
	r) runs=$OPTARG ;;
	*) die "usage: run.sh -t SECONDS | -r RUNS" ;;
	esac
done
[[ $seconds$runs =~ ^[1-9][0-9]*$ ]] || die "usage: run.sh -t SECONDS | -r RUNS"

need_tools clang:clang make:make pkg-config:pkgconf
pkg-config --exists jansson ncursesw libtracecmd libtracefs ||
	install_packages libjansson-dev libncurses-dev libtracecmd-dev libtracefs-dev libtraceevent-dev
# If clang does not bring libFuzzer, it is in a package of its own, for each version of clang.
can_fuzz() {
	echo 'int LLVMFuzzerTestOneInput(void) { return 0; }' |
		clang -x c -fsanitize=fuzzer,address -o /dev/null - 2>/dev/null
}
can_fuzz || install_packages "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev"
seeds=$TOP/tests/fuzz/seeds
out=$BUILD/fuzz
mkdir -p "$out"
make -s -C "$TOP/tests/fuzz" O="$out" >"$out/build.log" 2>&1 ||
	{ cat "$out/build.log" >&2; die "cannot build the fuzzers (this needs clang with libFuzzer)"; }

for dir in "$seeds"/*/; do
	name=$(basename "$dir")
	limits=(-max_len=20000 -timeout=200 "-artifact_prefix=$out/$name-")
	if [ -n "$runs" ]; then
		rm -rf "$out/new"
		mkdir "$out/new"
		"$out/$name" "${limits[@]}" -seed=1 -runs="$runs" "$out/new" "$dir" >"$out/$name.log" 2>&1
	else
		share=6
		[ "$name" != state ] || share=2
		mkdir -p "$CACHE/fuzz/$name"
		say "$name: $((seconds / share)) s"
		"$out/$name" "${limits[@]}" -max_total_time=$((seconds / share)) -print_final_stats=1 \
			"$CACHE/fuzz/$name" "$dir" >"$out/$name.log" 2>&1
	fi || {
		grep -vE '^#|Uses:|^INFO' "$out/$name.log" | tail -n 40 >&2
		die "$name: see above, and $out/$name.log"
	}
	echo "$name: $(grep -oE '^Done [0-9]+ runs|number_of_executed_units: .*' "$out/$name.log" | tail -n 1)"
done
