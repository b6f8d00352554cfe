# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap top on a real terminal of 80x24 (tmux): its numbers and keys are right, it can be
# resized, and it leaves the terminal as it was.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/terminal.sh"
export LC_ALL=C.UTF-8
# Ten seconds are between the two, though the time of day was set back by an hour.
of_boot() { # FILE STATE WHEN SECONDS BOOT
	sed "s/^when .*/when $3\nboottime $4\nboot $5/" "$STATES/$2" >"$WORK/$1"
}
of_boot a a 1795288588.5 100.25 one
of_boot b b 1795284988.5 110.25 one
of_boot c b 1795285008.5 5 two
ln -s "$WORK/a" "$WORK/now"
export ASAN_OPTIONS=log_path=$WORK/asan:detect_leaks=0
mux new-session -d -x 80 -y 24 "script -qc \"$KVMTRAP top -I 0.2 --root $WORK/now\" $WORK/raw; stty -a; echo over; exec sleep 1000"
row() { screen | awk -v first="$1" '$1 == first' | tr -s ' '; }

shows 'all so far'
shows '6 rows'
ln -sfn "$WORK/b" "$WORK/now"
shows 'per second, over 10.0 s'
# VM 4 has its exits of 10 s. VMs that have ended and have no change are not shown.
rate() { # VM [NAME=VALUE]
	echo $((($(column_sum "$STATES/b:reasons" exits "vm=$1" "${@:2}") - $(column_sum "$STATES/a:reasons" exits "vm=$1" "${@:2}") + 5) / 10))
}
for vm in 1 4 6; do
	assert_eq "VM $vm" "$(row $vm | cut -d' ' -f3)" "$(rate $vm)"
	assert_eq "IO of VM $vm" "$(row $vm | cut -d' ' -f6)" "$(rate $vm class=io)"
done
# The next state is of another boot: only the time of day tells how much time has passed.
ln -sfn "$WORK/c" "$WORK/now"
shows 'per second, over 20.0 s by the time of day'
ln -sfn "$WORK/a" "$WORK/now"
shows ':16:28  '
ln -sfn "$WORK/b" "$WORK/now"
shows 'per second, over 10.0 s'
[ -z "$(row 5)" ] || fail "VM 5 ended before: $(screen)"
screen | grep -q 'VMM%' || fail "not all columns fit 80: $(screen)"

# VM 1 has ended meanwhile. On each level, only what came since gives a rate.
press Home Enter
shows 'vCPUs of VM 1 (trapgen),'
press Enter
shows 'reasons of VM 1 (trapgen) vCPU -'
n=$((($(column_sum "$STATES/b:reasons" exits vm=1 reason=MMIO_USER) - $(column_sum "$STATES/a:reasons" exits vm=1 reason=MMIO_USER) + 5) / 10))
assert_eq "MMIO_USER of VM 1" "$(screen | awk '$3 == "MMIO_USER" { print $NF }')" "$n"
press Left Left
shows '^VMs'

# Enter leads into a VM, its vCPU, its reasons and hot, and another key back.
press / w e b Enter
shows '1 row'
press Enter
shows 'vCPUs of VM 6'
press Enter
shows 'reasons of VM 6 (web) vCPU 0'
screen | grep -q 'CurAvg/s' || fail "no CurAvg/s: $(screen)"
press Enter
shows 'what exactly of VM 6 (web),'
shows 'no exits'
press t
shows 'fault  *translation'
press t
press Left Left Left
shows '^VMs'
# The counts of all so far are sorted by the number of the VM, backwards.
press t
shows 'all so far'
shows '8 rows'
press S S r
shows 'VM▲\|VM^'
screen | awk '/^[1-8] / { print $1 }' | sort -rnc || fail "not sorted: $(screen)"
press h
shows 'this help'
press h
press Space
shows paused
press Space
# The terminal becomes small, tiny and large.
mux resize-window -x 40 -y 10
shows '^VM[^ ]* Name'
[ "$(screen | wc -L)" -le 40 ] || fail "too wide for 40: $(screen)"
mux resize-window -x 20 -y 4
shows 'too small'
mux resize-window -x 200 -y 50
shows 'VMM%'
# The rows stay sorted by the same column where another one comes before it.
press / w e b Enter e
shows 'reasons of VM 6'
press c s s
shows 'p50[▼v]'
press t
shows 'CurAvg/s'
screen | grep -q 'p50[▼v]' || fail "sorted by another column: $(screen)"
press q
shows over
screen | grep -q ' echo ' || fail "the terminal is not as it was: $(screen)"
# Redrawing sends only what differs. The screen is not cleared each time.
clears=$(grep -ao $'\033\[2J\|\033\[H\033\[J' "$WORK/raw" | wc -l)
[ "$clears" -le 8 ] || fail "the screen was cleared $clears times"
[ -z "$(ls "$WORK"/asan* 2>/dev/null)" ] || fail "$(cat "$WORK"/asan*)"

# Ctrl-C restores the terminal, too.
mux respawn-window -k "$KVMTRAP top -I 0.2 --root $WORK/now; echo status \$?; stty -a; echo over; exec sleep 1000"
shows '^VMs'
press C-c
shows 'status 0'
shows over
screen | grep -q ' echo ' || fail "after Ctrl-C the terminal is not as it was: $(screen)"

# A pipe is read once, and shown until the user quits.
mkfifo "$WORK/fifo"
cat "$STATES/b" >"$WORK/fifo" &
mux respawn-window -k "$KVMTRAP top -I 0.1 --root $WORK/fifo; echo status \$?; exec sleep 1000"
shows 'all so far'
sleep 1
press h
shows 'this help'
press q q

# Without a terminal, one line says so.
"$KVMTRAP" top --root "$STATES/a" >"$WORK/out" 2>"$WORK/err" </dev/null && fail "runs without a terminal"
grep -q 'needs a terminal' "$WORK/err" || fail "$(cat "$WORK/err")"
# A shorter interval counts at once, and not after the longer one.
mux respawn-window -k "$KVMTRAP top -I 1h --root $WORK/now; exec sleep 1000"
shows '^VMs'
sleep 1
for _ in {1..15}; do press +; done
ln -sfn "$WORK/a" "$WORK/now"
shows ':16:28  '
# If the state is removed while it is watched, the terminal is restored, and one line says why.
mux respawn-window -k "$KVMTRAP top -I 0.2 --root $WORK/now; echo status \$?; exec sleep 1000"
shows '^VMs'
rm "$WORK/now"
shows 'status 1'
shows 'cannot read'

# Reasons are put together by class, with the percentiles that stat has. With some events these are
# of more exits than are shown, and left out.
mux respawn-window -k "$KVMTRAP top -I 0.2 --root $STATES/b; exec sleep 1000"
shows '^1 .*trapgen'
press e
shows 'reasons of VM 1'
press c
shows 'classes of VM 1 (trapgen), 3 rows'
told() { awk -v c="$1" '$1 == c { $'"$2"' = ""; $1 = $1; print }' | tr -s ' '; }
"$KVMTRAP" stat -R "$STATES/b" --vm 1 --by percentiles >"$WORK/percentiles"
for class in io mem irq; do
	assert_eq "$class by class" "$(screen | told $class 3)" "$(told $class 2 <"$WORK/percentiles")"
done
# The longest time of irq is not known: nor is that of all.
assert_eq "the longest of all" "$(screen | awk '$1 == "total" { print $(NF - 1) }')" -
press c
shows 'reasons of VM 1 (trapgen), 3 rows'
mux respawn-window -k "$KVMTRAP top -I 0.2 --root $STATES/b --event mmio,irq; exec sleep 1000"
shows '^1 .*trapgen'
press e
shows 'reasons of VM 1'
press c
shows 'classes of VM 1 (trapgen), 2 rows'
assert_eq "classes of events" "$(screen | awk '$1 == "io" || $1 == "irq" { print $1, $2, NF }' | xargs)" "io 20534 3 irq 334 3"

# Exits of a guest's guest have a column where there are any.
sed '/^kvmtrap v/,/^kvmtrap [^v]/ s/^1 \(.*\) 0$/1 \1 2/' "$STATES/amd-b" >"$WORK/nested"
for state in "$WORK/nested:Nested" "$STATES/amd-b:"; do
	mux respawn-window -k "$KVMTRAP top -I 0.2 --root ${state%:*}; exec sleep 1000"
	shows '^1 .*trapgen'
	assert_eq "nested of ${state%:*}" "$(screen | grep -o Nested || true)" "${state##*:}"
done

# README.md shows what top prints of the change between these two states.
picture() { awk -v top="$1" '$0 == "    # kvmtrap " top { on = 1; next } on && /^$/ { exit } on' "$TOP/README.md" | sed 's/^    //'; }
for s in a b; do gunzip -c "$STATES/readme-$s.gz" >"$WORK/readme-$s"; done
ln -sfn readme-a "$WORK/now"
mux respawn-window -k "$KVMTRAP top -I 0.2 --root $WORK/now; exec sleep 1000"
mux resize-window -x 80 -y 24
shows 'all so far'
ln -sfn readme-b "$WORK/now"
shows 'per second'
# The first line has the time of day, in this machine's zone.
assert_eq "README's top" "$(screen | sed -n '2,/^3 /p')" "$(picture top | tail -n +2)"
assert_eq "README's explain" "$("$KVMTRAP" explain --vm 1 "$WORK/readme-a" "$WORK/readme-b" | tail -n +3)" "$(picture 'explain --vm 1')"

# It ends when its terminal goes away, also where nothing tells it so.
if command -v python3 >/dev/null; then
	python3 - "$KVMTRAP" "$STATES/b" <<-'PYTHON' || fail "it goes on without a terminal"
		import os, pty, subprocess, sys
		ours, its = pty.openpty()
		top = subprocess.Popen([sys.argv[1], "top", "-R", sys.argv[2]], stdin=its, stdout=its, stderr=its,
		                       start_new_session=True, env=dict(os.environ, TERM="xterm"))
		os.close(its)
		os.read(ours, 1)
		os.close(ours)
		try:
		    top.wait(300)
		except subprocess.TimeoutExpired:
		    top.kill()
		    sys.exit(1)
	PYTHON
fi
