# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap stat with intervals and commands, on what looks like a host. Nothing here depends on how
# long anything takes. The limits only end a run that hangs.
. "$(dirname "$0")/../lib/command.sh"
can_mount || { echo "no mount namespaces here"; exit 4; }
need_tools pgrep:procps
a=$STATES/a
# The command ends long before the interval. It makes the counters grow.
on_host "$a" 'timeout 300 "$KVMTRAP" stat -I 100000s --by class --json -o "$WORK/json" -- \
	bash -c "become $STATES/b"' || fail "status $? of stat -I 100000s -- COMMAND"
assert_eq "parts" "$(wc -l <"$WORK/json")" 1
of() { jq -c ".views.class[] | select(.class == \"io\") | $1" "$WORK/json"; }
change=$(($(column_sum "$STATES/b:reasons" exits class=io) - $(column_sum "$a:reasons" exits class=io)))
assert_eq "change" "$(of .exits)" $change
# The time is that of the command, and so is the rate.
[ "$(jq '.seconds > 0 and .seconds < 300' "$WORK/json")" = true ] || fail "seconds: $(cat "$WORK/json")"
assert_eq "rate" "$(jq -c '(.views.class[] | select(.class == "io")) as $io | .seconds as $s |
	($io.per_second * $s - $io.exits | fabs) < 0.001' "$WORK/json")" true
# There are many intervals. The last one ends with the command. They have all of the change.
# Meanwhile the files are read, so all of them change at once.
tables() { awk '/^kvmtrap / { on = $2 != "host" && $2 != "names" } on' "$1"; }
tables "$a" >"$WORK/now"
tables "$STATES/b" >"$WORK/later"
on_host "$a" 'cp "$WORK/now" /sys/kernel/debug/kvmtrap/.snapshot
	cp "$WORK/later" /sys/kernel/debug/kvmtrap/new
	"$KVMTRAP" stat -I 0.05 --by class --json -o "$WORK/json" -- \
		bash -c "sleep 0.2; mv /sys/kernel/debug/kvmtrap/{new,.snapshot}"'
assert_eq "change in parts" "$(of .exits | awk '{ n += $1 } END { print n }')" $change
[ "$(wc -l <"$WORK/json")" -ge 2 ] || fail "one part only"
# A CSV has one header, also that of vmtop's columns. They are looked for before the command runs.
on_host "$a" '"$KVMTRAP" stat -I 0.05 -n 2 --vmtop --columns exits --csv -o "$WORK/csv" -- sleep 0.2'
assert_eq "headers" "$(grep -n '[a-z]' "$WORK/csv")" 1:time,seconds,exits
grep -qx '[0-9.]*,0\.[0-9]*,0' "$WORK/csv" || fail "$(cat "$WORK/csv")"
on_host "$a" '! "$KVMTRAP" stat --vmtop --columns nothing -- touch "$WORK/ran"' 2>"$WORK/err" || fail "a column that is not there"
grep -q "there is no column 'nothing'" "$WORK/err" && [ ! -e "$WORK/ran" ] || fail "$(cat "$WORK/err")"
# --count ends it before the command ends. It then waits for the command, and exits with its status.
status=0
on_host "$a" '"$KVMTRAP" stat -I 0.05 -n 2 --by class --json -o "$WORK/json" -- bash -c "sleep 1; exit 5"' || status=$?
assert_eq "status" $status 5
assert_eq "parts" "$(wc -l <"$WORK/json")" 2
# This works even if SIGCHLD is ignored.
status=0
on_host "$a" 'env --ignore-signal=CHLD "$KVMTRAP" stat -o "$WORK/out" -- bash -c "exit 6"' || status=$?
assert_eq "status with SIGCHLD ignored" $status 6
# plot does the same.
need_tools gnuplot:gnuplot-nox
on_host "$a" 'cd "$WORK" && timeout 300 "$KVMTRAP" plot -I 1h -- bash -c "become $STATES/b"' || fail "plot -I 3600"
# Without a command, Ctrl-C ends it, even in the first of long intervals.
# shellcheck disable=SC2016 # the inner shell's
on_host "$a" 'set -m; timeout 300 "$KVMTRAP" stat -I 100000s -o "$WORK/out" & pid=$!
	until grep -qs "^SigCgt.*2$" /proc/$(pgrep -P $pid)/status; do sleep 0.05; done
	kill -INT $(pgrep -P $pid); wait $pid' || fail "status $? after Ctrl-C"
assert_eq "lines after Ctrl-C" "$(wc -l <"$WORK/out")" 0
# Where only one part was wanted, it has what came until then.
for how in "stat --timeout 100000s" "explain -I 100000s"; do
	# shellcheck disable=SC2016 # the inner shell's
	on_host "$a" 'set -m; timeout 300 "$KVMTRAP" '"$how"' --json -o "$WORK/json" & pid=$!
		until grep -qs "^SigCgt.*2$" /proc/$(pgrep -P $pid)/status; do sleep 0.05; done
		kill -INT $(pgrep -P $pid); wait $pid' || fail "status $? after Ctrl-C of $how"
	[ "$(jq '.seconds > 0 and .seconds < 300' "$WORK/json")" = true ] || fail "$how after Ctrl-C: $(cat "$WORK/json")"
done

# A command that cannot be run gives one line, and no table.
says() {
	local status=0
	on_host "$a" "\"\$KVMTRAP\" $3" >"$WORK/out" 2>"$WORK/err" || status=$?
	assert_eq "status of $3: $(cat "$WORK/err")" $status "$1"
	grep -q -- "$2" "$WORK/err" || fail "$3: $(cat "$WORK/err")"
	[ "$(wc -l <"$WORK/err")" -le "${LINES_MOST:-1}" ] && [ ! -s "$WORK/out" ] || fail "$3: $(cat "$WORK/out" "$WORK/err")"
}
for options in '' '-I 1000s'; do
	says 127 'cannot run /nonexistent: No such file' "stat $options -- /nonexistent"
done
says 127 'cannot run /nonexistent: No such file' "plot -- /nonexistent"
LINES_MOST=2 says 2 'say -I 1 for an interval' "stat 1 5"
# What asks kvmtrap alone to end is passed on to the command. Then the counts are shown.
for signal in TERM HUP; do
	for how in "stat --by class" "stat --by class -I 0.05 -n 1" explain; do
		status=0
		# shellcheck disable=SC2016 # the inner shell's
		on_host "$a" 'set -m; env --default-signal=HUP timeout 300 "$KVMTRAP" '"$how"' --json -o "$WORK/json" -- bash -c "echo \\$\\$ >\$WORK/pid; exec sleep 299" & pid=$!
			until [ -s "$WORK/pid" ]; do kill -0 $pid; sleep 0.05; done
			kill -'$signal' $(pgrep -P $pid); wait $pid' || status=$?
		assert_eq "status of $how after SIG$signal" $status $((128 + $(kill -l $signal)))
		kill -0 "$(cat "$WORK/pid")" 2>/dev/null && fail "$how, SIG$signal: the command goes on"
		rm "$WORK/pid"
		[ "$(jq '.seconds > 0 and .seconds < 300' "$WORK/json")" = true ] || fail "$how after SIG$signal: $(cat "$WORK/json")"
	done
done
