# SPDX-License-Identifier: GPL-2.0-only
# emu/watch: what is slow is waited for, what is stuck is ended and said to
# be. The clock is this script's own, so that no machine is too slow for it.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TICKS_FILE=$work/clock log=$work/log
fail() { printf '%s\n' "$*"; exit 1; }
# ended STATUS ARGUMENT...: of watch
ended() {
	local status=0
	echo 0 >"$TICKS_FILE"
	rm -f "$log"
	"$EMU/watch" "${@:2}" >"$work/out" 2>"$work/err" || status=$?
	[ $status -eq "$1" ] || fail "watch ${*:2}: status $status, expected $1: $(cat "$work/out" "$work/err")"
}
says() { grep -qxF -- "$1" "$work/err" || fail "no line '$1': $(cat "$work/err")"; }
# step: something has moved, before the limit of 5 was reached. Then 3 ticks pass.
cat >"$work/step" <<'END'
echo "step $1" >>"$log"
echo $(($1 * 3)) >"$TICKS_FILE"
sleep 0.3
END
steps="for n in 1 2 3 4 5 6; do bash $work/step \$n; done"
# Nothing moves any more, but time.
stall="n=18; while :; do n=\$((n + 3)); echo \$n >$TICKS_FILE; sleep 0.3; done"

ended 0 5 -- true
ended 7 5 -- sh -c 'exit 7'
ended 0 0 -- sh -c "echo 1000000 >$TICKS_FILE; sleep 3"
[ ! -s "$work/err" ] || fail "$(cat "$work/err")"
# 18 ticks in all, never more than 3 without a line.
ended 3 5 "$log" -- sh -c "$steps; exit 3"
[ ! -s "$work/err" ] || fail "$(cat "$work/err")"
# The same without a file to look at, and one that no longer moves.
ended 124 5 -- setsid sh -c "sleep 271828 & $steps; $stall"
says 'stuck: not over after 5 s'
grep -q 'was running: .* sleep 271828$' "$work/err" || fail "what ran: $(cat "$work/err")"
while pgrep -f '^sleep 271828$' >/dev/null; do sleep 0.1; done
ended 124 5 "$log" -- sh -c "$steps; $stall"
says 'stuck: nothing has moved for 5 s; last seen: step 6'
ended 124 5 "$log" -- sh -c "$stall"
says 'stuck: nothing has moved for 5 s; nothing was ever seen'
# It does not hear TERM.
ended 124 5 -- bash -c "trap '' TERM; $stall"
for bad in "x -- true" "5" "5 --"; do
	# shellcheck disable=SC2086 # words
	ended 125 $bad
done
# Who gives up on it ends it.
"$EMU/watch" 0 -- sh -c "echo \$\$ >$log; exec sleep 271828" & watch=$!
until [ -s "$log" ]; do sleep 0.1; done
kill $watch
wait $watch || true
pid=$(cat "$log")
while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
