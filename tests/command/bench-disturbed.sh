# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap bench leaves nothing behind when it is stopped or killed. What somebody else does to the
# module meanwhile is told in one line, and is not taken for what the module costs.
. "$(dirname "$0")/../lib/bench.sh"

# --- stopped and killed ---
touch "$WORK/hold"
# end SIGNAL WHOM [SIGNAL WHOM]: start it, send the signals when a guest runs with the module loaded,
# and wait until the guest and the module are gone.
end='
end() {
	local guest
	rm -f "$WORK/held"
	# A shell has SIGINT ignored in what it runs in the background.
	env --default-signal=INT setarch linux32 "$KVMTRAP" bench --rounds 6 --reason HVC64 --trapgen="$WORK/bin/trapgen" >"$WORK/out" 2>"$WORK/err" & bench=$!
	until [ -e "$WORK/held" ]; do kill -0 $bench; sleep 0.05; done
	guest=$(cat "$WORK/held")
	[ -d $M ]
	keeper=$(pgrep -P $bench -x trap-keeper)
	kill -$1 ${!2}
	[ $# -eq 2 ] || kill -$3 ${!4}
	# Only when it asks next is the keeper missed.
	[ $2 != keeper ] || rm "$WORK/hold"
	status=0
	wait $bench || status=$?
	while runs $keeper; do sleep 0.05; done
	[ ! -d $M ] || echo "the module is left" >>"$WORK/err"
	for _ in {1..200}; do
		runs $guest || return 0
		sleep 0.1
	done
	echo "the guest is left" >>"$WORK/err"
}
# Where nobody reaps it, a process that has ended stays a zombie.
runs() { [ -e /proc/$1 ] && ! grep -q "^State:.*zombie" /proc/$1/status; }'
says 130 'stopped after 0 of 6 rounds: too few to tell anything' "$end; end INT bench"
says 143 'stopped after 0 of 6 rounds: too few' "$end; end TERM bench"
says 1 'was killed' "$end; end KILL keeper"
# A process that was asked to end as well, and one whose module is held for a moment, unload it, too.
touch "$WORK/hold" "$WORK/busy"
says 1 'was killed' "$end; end KILL keeper INT bench"
rm "$WORK/busy"
touch "$WORK/hold"
on_kvm "$end"'; end KILL bench; [ $status = 137 ]'
assert_eq "said by the killed" "$(cat "$WORK/out" "$WORK/err" | grep -v Killed)" ""

# --- somebody else ---
rm "$WORK/hold"
# round N STEP: STEP is done when the module has been loaded the Nth time. With one attachment this is in round N.
round() { echo "[ \$(cat \"\$WORK/loads\") != $1 ] || { $2; }" >"$WORK/when-loaded"; }
few="bench --rounds 20 --reason HVC64 --attach tracepoint -j"

# Somebody holds the module: bench tries to unload it a hundred times, and once more at the end.
round 7 'touch "$WORK/holds"'
says 1 'cannot unload the module: rmmod: ERROR: Module kvmtrapcount is in use; rmmod kvmtrapcount unloads it later' "$few"
assert_eq "what was measured before it was held" "$(get '[.rounds, (.rows | length)]')" '[6,4]'
assert_eq "tries" "$(wc -l <"$WORK/unloads")" $((6 + 100 + 1))
rm "$WORK/holds" "$WORK/when-loaded"

# The module counts nothing in the second block of round 8. What it was to measure has no row, as its
# rounds are fewer than the others'.
blind='[ "$(cat "$WORK/loads")" = 16 ] && touch "$WORK/blind" || rm -f "$WORK/blind"'
echo "$blind" >"$WORK/meanwhile"
on_kvm 'bench --rounds 10 --reason HVC64 -j; [ $status = 0 ] || cat "$WORK/err"'
rm "$WORK/meanwhile"
assert_eq "left out in round 8" "$(get '[.rounds, (.rows | length), ([.rows[].setting | select(. and contains("tracepoint"))] | length)]')" '[10,4,0]'
assert_eq "why" "$(get '[.left_out[].why] | unique')" '["in round 8 it counted only 0 of 5000 exits: kvmtrap doctor says what may hinder it"]'

# Stopped in the second block of round 7: each row has the six rounds before.
echo '[ "$(cat "$WORK/loads" 2>/dev/null)" != 14 ] || { kill -INT $PPID; while sleep 1; do :; done; }' >"$WORK/meanwhile"
on_kvm 'status=0; env --default-signal=INT setarch linux32 "$KVMTRAP" bench --rounds 10 --reason HVC64 -j --trapgen="$WORK/bin/trapgen" >"$WORK/out" 2>"$WORK/err" || status=$?; [ $status = 130 ]'
rm "$WORK/meanwhile"
assert_eq "stopped in round 7" "$(get '[.rounds, (.rows | length)]') $(row HVC64 '"attach=tracepoint"')" '[6,7] [1027,27,2.65,21,32,"costs"]'

# Somebody else loads the module while it is measured what an exit takes without.
echo '[ "$(cat "$WORK/loads" 2>/dev/null)" != 8 ] || mkdir -p $M' >"$WORK/meanwhile"
says 1 'somebody else has loaded the module' "$few; [ -d \$M ]"
rm "$WORK/meanwhile"
assert_eq "before it was loaded" "$(get '[.rounds, (.rows | length)]')" '[7,4]'
assert_eq "loaded and unloaded" "$(wc -l <"$WORK/unloads")" 8

# Another bench is refused, also while the module is not loaded. So is one while a keeper unloads.
touch "$WORK/hold"
says 1 'another kvmtrap bench is running' '
setarch linux32 "$KVMTRAP" bench --rounds 6 --reason HVC64 --trapgen="$WORK/bin/trapgen" >/dev/null 2>&1 & first=$!
until [ -e "$WORK/held" ]; do kill -0 $first; sleep 0.05; done
touch "$WORK/holds"
rm "$WORK/hold"
kill -KILL $first
bench --rounds 6
rm "$WORK/holds"
while [ -d $M ]; do sleep 0.1; done'
says 1 'another kvmtrap bench is running' 'exec 7</sys/kernel/debug/kvm; flock 7; bench --rounds 6'

# Somebody else changes a parameter, resets the counters, or unloads the module, in round 7.
echo '[ ! -d $M ] || [ $(cat "$WORK/loads") != 7 ] || . "$WORK/does"' >"$WORK/meanwhile"
for does in 'echo N >$M/parameters/times' 'echo Y >$M/parameters/hot' 'echo N >$M/parameters/enabled' 'echo 7 >$M/parameters/filter_pid' \
	'echo 7 >$M/parameters/filter_vm' '[ $(<$M/parameters/times) != 1 ] || echo -4000 >"$WORK/counted"' 'rm -r $M /sys/kernel/debug/kvmtrap'; do
	echo "$does" >"$WORK/does"
	says 1 'somebody else has changed, reset or unloaded the module in round 7, which is dropped' "$few; [ ! -d \$M ]"
	assert_eq "before: $does" "$(get '[.rounds, (.rows | length)]')" '[6,4]'
done
rm "$WORK/meanwhile"

# What loads the module is killed when it has done so the third time: this attachment is left out.
round 3 'kill -KILL $$'
on_kvm 'bench --rounds 6 --reason HVC64 -j; [ $status = 0 ] || cat "$WORK/err"; [ ! -d $M ]'
rm "$WORK/when-loaded"
assert_eq "left out" "$(get '[(.rows | length), .left_out[].what, .left_out[].why]')" '[4,"attach=kretprobe","modprobe was killed"]'

# What is closed is not taken for a socket of bench: attachments are asked for as ever.
for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
	on_kvm 'status=0; setarch linux32 "$KVMTRAP" bench --rounds 6 --reason HVC64 --attach tracepoint --trapgen="$WORK/bin/trapgen" '"$closed"' || status=$?; [ ! -d $M ]; echo $status >"$WORK/status"' >/dev/null 2>"$WORK/said"
	[[ $closed = *'>&-'* && $closed != 2* ]] && want=1 || want=0
	assert_eq "status with $closed: $(cat "$WORK/said")" "$(cat "$WORK/status")" $want
	assert_eq "loads with $closed" "$(cat "$WORK/loads")" 6
done
