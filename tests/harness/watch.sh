# SPDX-License-Identifier: GPL-2.0-only
# emu/watch waits for what is slow. It ends what is stuck, and says so. The clock is that of this
# script, so that no machine is too slow for it.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TICKS_FILE=$work/clock log=$work/log
# Another run may have left its sleep behind. So this run's has a number of its own.
long=271828$$
fail() { printf '%s\n' "$*"; exit 1; }
# ended STATUS ARGUMENT...: run emu/watch, which must end with STATUS.
ended() {
	local status=0
	echo 0 >"$TICKS_FILE"
	rm -f "$log"
	"$EMU/watch" "${@:2}" >"$work/out" 2>"$work/err" || status=$?
	[ $status -eq "$1" ] || fail "watch ${*:2}: status $status, expected $1: $(cat "$work/out" "$work/err")"
}
says() { grep -qxF -- "$1" "$work/err" || fail "no line '$1': $(cat "$work/err")"; }
# A step adds a line before the limit of 5 ticks is reached. Then 3 ticks pass.
cat >"$work/step" <<'END'
echo "step $1" >>"$log"
echo $(($1 * 3)) >"$TICKS_FILE"
sleep 0.3
END
steps="for n in 1 2 3 4 5 6; do bash $work/step \$n; done"
# After that nothing moves any more, and only time passes.
stall="n=18; while :; do n=\$((n + 3)); echo \$n >$TICKS_FILE; sleep 0.3; done"

ended 0 5 -- true
ended 7 5 -- sh -c 'exit 7'
ended 0 0 -- sh -c "echo 1000000 >$TICKS_FILE; sleep 3"
[ ! -s "$work/err" ] || fail "$(cat "$work/err")"
# This takes 18 ticks in all, but never more than 3 without a line.
ended 3 5 "$log" -- sh -c "$steps; exit 3"
[ ! -s "$work/err" ] || fail "$(cat "$work/err")"
# The same without a file to look at; then with a file that no longer changes.
ended 124 5 -- setsid sh -c "sleep $long & $steps; $stall"
says 'stuck: not over after 5 s'
grep -q "was running: .* sleep $long\$" "$work/err" || fail "what ran: $(cat "$work/err")"
while pgrep -f "^sleep $long\$" >/dev/null; do sleep 0.1; done
ended 124 5 "$log" -- sh -c "$steps; $stall"
says 'stuck: nothing has moved for 5 s; last seen: step 6'
ended 124 5 "$log" -- sh -c "$stall"
says 'stuck: nothing has moved for 5 s; nothing was ever seen'
# The command ignores TERM.
ended 124 5 -- bash -c "trap '' TERM; $stall"
# The clock may be empty for a moment when watch begins. Ticks are counted from its first number.
: >"$work/empty"
TICKS_FILE=$work/empty
(until [ -e "$work/begun" ]; do sleep 0.1; done; echo 1000 >"$work/empty") &
"$EMU/watch" 5 -- sh -c "touch $work/begun; until [ -s $work/empty ]; do sleep 0.1; done; sleep 3" 2>"$work/err" || fail "an empty clock: $(cat "$work/err")"
TICKS_FILE=$work/clock
for bad in "x -- true" "5" "5 --"; do
	# shellcheck disable=SC2086 # words
	ended 125 $bad
done
# A signal to watch ends the command.
"$EMU/watch" 0 -- sh -c "echo \$\$ >$log; exec sleep $long" & watch=$!
until [ -s "$log" ]; do sleep 0.1; done
kill $watch
wait $watch || true
pid=$(cat "$log")
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
