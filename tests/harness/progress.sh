# SPDX-License-Identifier: GPL-2.0-only
# Long work tells what runs, how much of it is done and how long is left: on a terminal one line that is
# written again, in a log a line now and then. The clock is that of this script.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
need_tools script:bsdutils
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export KVMTRAP_CACHE=$work/cache PROGRESS_CLOCK=$work/clock PROGRESS_TICK=0.05 TMPDIR=$work/tmp
mkdir -p "$KVMTRAP_CACHE/durations" "$TMPDIR"
fail() { printf '%s\n' "$*"; cat "$work/log"; exit 1; }
assert_eq() { [ "$2" = "$3" ] || fail "$1: $2, expected $3"; }
# Write files whole: somebody reads them all the time.
at() { echo "$1" >"$PROGRESS_CLOCK.new"; mv "$PROGRESS_CLOCK.new" "$PROGRESS_CLOCK"; }
export -f at
# script(1) starts this shell. Where none is set it takes sh, and dash does not pass functions on.
export SHELL=/bin/bash
cat >"$work/head" <<'END'
set -euo pipefail
. "$EMU/lib.sh"
. "$EMU/progress.sh"
# until_log N TEXT: wait until the log has N lines with TEXT.
until_log() { until [ "$(grep -c -- "$2" "$WORK/log")" -ge "$1" ]; do sleep 0.05; done; }
END
export EMU WORK=$work
# logged FILE: run it with its messages in the log.
logged() { bash "$1" 2>"$work/log" || fail "status $?"; }

# Nothing is known the first time. Then each step is as long as it was, and the last one as the others.
at 1000
cat "$work/head" - >"$work/first" <<'END'
progress_begin work 1 one 'the second' three
progress_start one
at 1030
progress_done one
progress_start 'the second'
at 1041
progress_done 'the second' failed
progress_start three
at 1100
progress_done three
progress_end
END
logged "$work/first"
assert_eq "the first time" "$(cat "$work/log")" "--- one begins: 0 of 3 done, 0 s so far
--- one ended after 30 s: 1 of 3 done, 30 s so far, about 60 s left
--- the second begins: 1 of 3 done, 30 s so far, about 60 s left
--- the second failed after 11 s: 2 of 3 done, 41 s so far, about 30 s left
--- three begins: 2 of 3 done, 41 s so far, about 30 s left
--- three ended after 59 s: 3 of 3 done, 2 min so far"
assert_eq "what is kept" "$(sort "$KVMTRAP_CACHE/durations/work" | tr '\t' ' ' | paste -sd,)" "30 one,59 three"

# Two steps at a time. A line a minute, and not more, while nothing begins or ends.
printf '100\tone\n400\tthe second\n60\tthree\n7000\tanother\n' >"$KVMTRAP_CACHE/durations/work"
at 1000
cat "$work/head" - >"$work/second" <<'END'
progress_within() { echo "3 of 7 parts"; }
progress_look() { echo >>"$WORK/looks"; }
# Wait until the watcher has looked at the clock once more.
looked() {
	local n
	n=$(wc -l <"$WORK/looks")
	until [ "$(wc -l <"$WORK/looks")" -gt $((n + 1)) ]; do sleep 0.05; done
}
progress_begin work 2 one 'the second' three
progress_start one
progress_start 'the second'
at 1059
looked
at 1060
until_log 1 'of 7 parts'
at 1119
looked
at 1125
until_log 2 'of 7 parts'
progress_done one
progress_start three
at 1184
progress_done 'the second'
at 1250
until_log 3 'of 7 parts'
progress_done three
progress_end
END
: >"$work/looks"
logged "$work/second"
assert_eq "two at a time" "$(cat "$work/log")" "--- one begins: 0 of 3 done, 0 s so far, about 7 min left
--- the second begins: 0 of 3 done, 0 s so far, about 7 min left
--- one (3 of 7 parts); the second (3 of 7 parts): 0 of 3 done, 60 s so far, about 6 min left
--- one (3 of 7 parts); the second (3 of 7 parts): 0 of 3 done, 2 min so far, about 5 min left
--- one ended after 2 min: 1 of 3 done, 2 min so far, about 5 min left
--- three begins: 1 of 3 done, 2 min so far, about 5 min left
--- the second ended after 3 min: 2 of 3 done, 3 min so far, about 1 s left
--- three (3 of 7 parts): 2 of 3 done, 4 min so far, longer than the last time
--- three ended after 2 min: 3 of 3 done, 4 min so far"
assert_eq "what is kept of others" "$(sort -n "$KVMTRAP_CACHE/durations/work" | tr '\t' ' ' | paste -sd,)" "125 one,125 three,184 the second,7000 another"

# A step that was never seen takes as long as others do. Once that time is over, nothing is known.
printf '60\tone\n' >"$KVMTRAP_CACHE/durations/new"
at 1000
cat "$work/head" - >"$work/new" <<'END'
progress_begin new 1 one other
progress_start other
at 1060
until_log 1 '^--- other: '
progress_end
END
logged "$work/new"
assert_eq "a step that is new" "$(cat "$work/log")" "--- other begins: 0 of 2 done, 0 s so far, about 2 min left
--- other: 0 of 2 done, 60 s so far"

# On a terminal: one line. What else is printed stands alone, and nothing is left behind.
printf '100\tone\n400\tthe second\n' >"$KVMTRAP_CACHE/durations/work"
at 1000
cat "$work/head" - >"$work/third" <<'END'
shown() { until grep -qF -- "$1" "$WORK/typescript"; do sleep 0.05; done; }
progress_begin work 1 one 'the second'
progress_start one
shown '[0 of 2 done, 0 s so far, about 8 min left] one'
at 1070
shown '[0 of 2 done, 70 s so far, about 7 min left] one'
say 'something else'
progress_done one
progress_start 'the second'
at 1200
shown '[1 of 2 done, 3 min so far, about 5 min left] the second'
progress_done 'the second'
progress_end
echo over
END
: >"$work/log"
script -qfec "stty cols 100; bash $work/third" "$work/typescript" >/dev/null || fail "status $?"
# What a terminal would show in the end.
sed 's/\r$//; s/.*\r\x1b\[K//' "$work/typescript" | grep -v '^Script' >"$work/log"
assert_eq "lines on the terminal" "$(cat "$work/log")" "--- something else
over"
[ "$(tr '\r' '\n' <"$work/typescript" | grep -c 'so far')" -ge 3 ] || fail "the line was not written again"
! grep -qE 'begins|ended' "$work/typescript" || fail "lines of a log on a terminal"

# Of a group of tests it tells how many cases have ended, while they run: here, and in an emulated host.
. "$TOP/tests/lib/group.sh"
. <(sed -n '/^progress_within()/,/^}/p' "$TOP/tests/run")
BUILD=$work count=2 group=('in a host' here) titles=('6.1:vhe:a,b,c' command) hosts=(6.1:vhe '') cases_of=('a b c' 'd e')
group_dir 0
mkdir -p "$dir" "$work/results"
printf '%s\n' 'KTAP version 1' 1..3 'ok 1 a' '# said' 'not ok 2 b' >"$dir/output"
printf '    %s\n' 'ok 1 d' >"$work/results/1"
assert_eq "cases of a host" "$(progress_within 'in a host')" "2 of 3 cases"
assert_eq "cases here" "$(progress_within here)" "1 of 2 cases"

# A script that dies or is killed leaves nothing running and no file.
printf '%s\n' '. "$EMU/lib.sh"; . "$EMU/progress.sh"; progress_begin work 1 one; progress_start one; die "it went wrong"' >"$work/dies"
bash "$work/dies" 2>"$work/log" && fail "no error"
assert_eq "the last line" "$(tail -n 1 "$work/log")" "dies: it went wrong"
printf '%s\n' '. "$EMU/lib.sh"; . "$EMU/progress.sh"; progress_begin work 1 one; kill -KILL $$' >"$work/killed"
(bash "$work/killed" || true) >"$work/log" 2>&1
until [ -z "$(ls -A "$TMPDIR")" ]; do sleep 0.1; done
