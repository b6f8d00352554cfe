# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap top on terminals of several sizes: which columns there are, the sum, the arrow, the line
# of keys, colours, the mouse, 512 vCPUs; its output for logs; and the file of the user's habits.
. "$(dirname "$0")/../lib/command.sh"
. "$TOP/tests/lib/terminal.sh"
export LC_ALL=C.UTF-8 XDG_CONFIG_HOME=$WORK/config ASAN_OPTIONS=log_path=$WORK/asan:detect_leaks=0
unset NO_COLOR
# Two states of one boot, ten seconds apart.
of_boot() { # FILE SECONDS: stdin
	sed "s/^when .*/when 1795288588.5\nboottime $2\nboot one/" >"$WORK/$1"
}
of_boot a 100 <"$STATES/a"
sed 's/^exits.lost 0$/exits.lost 7/' "$STATES/b" | sed 's/^\(6 .* live .* \)0$/\120/' | sed 's/1795288588.5/1795288598.5/' |
	of_boot b 110
sed -i 's/^when .*/when 1795288598.5/' "$WORK/b"
mux new-session -d 'exec sleep 1000'
# start SIZE [OPTION...]: show the change from a to b; with $environment.
environment=''
start() {
	ln -sfn "$WORK/a" "$WORK/now"
	mux resize-window -x "${1%x*}" -y "${1#*x}"
	mux respawn-window -k "env $environment $KVMTRAP top -I 0.2 --root $WORK/now ${*:2}; echo status \$?; exec sleep 1000"
	shows 'all so far'
	ln -sfn "$WORK/b" "$WORK/now"
	shows 'per second, over 10.0 s'
}

# What has no room is left out: what is needed least at first.
titles() { screen | sed -n 3p | tr -d '▼▲' | tr -s ' ' | sed 's/^ //; s/ $//'; }
all="VM Name Exits CPU MEM IO IRQ User"
start 40x20
assert_eq "titles at 40" "$(titles)" "VM Name Exits MEM IO Lost"
assert_eq "the first line at 40" "$(screen | head -n 1)" "per second, over 10.0 s  7 lost"
[ "$(screen | wc -L)" -le 40 ] || fail "too wide: $(screen)"
# Help is whole there: texts for a narrow screen, and no line is cut off.
press h
shows 'q               quit'
shows 'needs hot=1\.'
screen | grep -qx '/               only rows with a text' || fail "cut off: $(screen)"
press h
# So is what explain says. Lines that the terminal had to break would be longer, joined again.
mux respawn-window -k "$KVMTRAP explain $STATES/b --vm web; exec sleep 1000"
shows 'kvmtrap save'
mux capture-pane -pJ | grep -v '^#' >"$WORK/explained"
grep -q 'scheduler run' "$WORK/explained" || fail "$(cat "$WORK/explained")"
[ "$(wc -L <"$WORK/explained")" -le 40 ] || fail "too wide: $(cat "$WORK/explained")"
start 80x24
assert_eq "titles at 80" "$(titles)" "$all Lost Guest% Kern% Halt% VMM%"
screen | tail -n 1 | grep -q '^h help  q quit  Enter into  e reasons' || fail "no keys: $(screen)"
start 140x40
assert_eq "titles at 140" "$(titles)" "$all Lost Guest% Kern% Halt% VMM% Time p50 p99 Max Trend Most frequent"
start 200x60
assert_eq "titles at 200" "$(titles)" "$all Lost Guest% Kern% Halt% VMM% Time p50 p90 p99 Max ±% Trend Most frequent"

# The sum, and a VM's row, in which MMIO is most: its time is 14.5, 45.4, 0 and 40.0 %.
sum() { # COLUMN: what the rows of the column add up to
	screen | awk -v c="$1" '/^[0-9]/ { n += $c } END { print n }'
}
total() { screen | awk -v c="$1" '$1 == "total" { print $(c - 1) }'; }
for column in 4 5 6; do
	[ $(($(sum $column) - $(total $column))) -le 3 ] && [ $(($(total $column) - $(sum $column))) -le 3 ] ||
		fail "the sum of column $column: $(screen)"
done
# Shares of the time count by how much time each VM had.
more() { echo $(($(column_sum "$STATES/b:times" "$1") - $(column_sum "$STATES/a:times" "$1"))); }
n=10
for part in guest_ns kernel_ns halted_ns vmm_ns; do
	assert_eq "share of $part" "$(total $n)" "$(awk -v n="$(more $part)" -v all="$(more total_ns)" 'BEGIN { printf "%.1f", 100 * n / all }')"
	n=$((n + 1))
done
screen | grep '^1 ' | grep -q ' ggkkkkkvvvvv .* █  *MMIO_USER 98%, IRQ 2%' || fail "VM 1: $(screen)"
# Lost exits are red, much of the time in the kernel is yellow, most of it is red.
screen -e | grep -q $'\033\[[0-9;]*31m7 lost' || fail "lost is not red: $(screen -e | cat -v)"
screen -e | grep '^[^a-z]*4  *trapgen' | grep -q $'\033\[[0-9;]*31m *5[0-9]\.' || fail "the kernel's time is not red: $(screen -e | cat -v)"
# A click on a row selects it, a second one goes into it. One on a title sorts.
click() { # COLUMN LINE, from 0: a press and a release, as xterm sends them
	local at
	at=$(printf '\\x%02x' $((33 + $1)) $((33 + $2)))
	# shellcheck disable=SC2059
	press -l "$(printf "\033[M $at\033[M#$at")"
}
shows 'Exits▼'
click 27 2
shows 'MEM▼'
click 27 2
shows 'MEM▲'
# From a VM straight to its reasons, and back.
press Home e
shows '^reasons of VM [0-9] (.*), '
press Escape
shows '^VMs'
click 1 5
sleep 0.5
click 1 5
shows '^vCPUs of VM'

# NO_COLOR; and letters where there are no block characters.
environment=NO_COLOR=1
start 140x40
! screen -e | grep -q $'\033\[[0-9;]*3[1-6]m' || fail "colours: $(screen -e | cat -v)"
environment=LC_ALL=C
start 140x40
shows 'Exits *v\|Exitsv'

# A copy that is written where it is, as by a shell, is shown once it is whole.
start 80x24
cp "$WORK/b" "$WORK/copy"
ln -sfn "$WORK/copy" "$WORK/now"
head -c 2000 "$WORK/b" >"$WORK/copy"
sleep 1
shows 'per second, over 10.0 s'
sed 's/^when .*/when 1795288608.5/; s/^boottime .*/boottime 125/' "$WORK/b" >"$WORK/copy"
shows 'per second, over 15.0 s'
# So is one with something behind its end.
{ sed 's/^when .*/when 1795288618.5/; s/^boottime .*/boottime 142/; s/$/\r/' "$WORK/b"; printf '\n# by mail\n'; } >"$WORK/copy"
shows 'per second, over 17.0 s'
# The trend has a sign for each look. A module that was loaded again gives other VMs the same numbers.
sed 's/^when .*/when 1795288608.5/; s/^boottime .*/boottime 120/' "$WORK/b" >"$WORK/c"
sed 's/^when .*/when 1795288618.5/; s/^boottime .*/boottime 130/; s/^since.unix_ns .*/since.unix_ns 1795288610000000000/' "$WORK/b" >"$WORK/d"
start 80x24 --columns vm,trend
trend() { screen | awk '$1 == 4 { print $2 }'; }
shows '^4  *[^ ]$'
assert_eq "signs of one look" "$(trend | wc -m)" 2
ln -sfn "$WORK/c" "$WORK/now"
shows '^4  *[^ ][^ ]$'
ln -sfn "$WORK/d" "$WORK/now"
shows 'since a reset'
assert_eq "signs after the module was loaded again" "$(trend | wc -m)" 2

environment=''
# Only some columns, in their order, and some rows.
start 80x24 --columns io,vm,sample,trend --limit 2
assert_eq "chosen titles" "$(titles)" "IO VM Exits Trend"
shows '2 rows of 6'
press q
shows 'status 0'

# One vCPU of each VM, and only some exits: both also where one goes from there.
cp "$STATES/b" "$WORK/whole"
mux respawn-window -k "$KVMTRAP top --root $WORK/whole --vcpu 1 --event cpu,mem; exec sleep 1000"
shows '^vCPU 1 of each VM, 1 row, only cpu,mem'
press Enter
shows '^reasons of VM 3 (trapgen) vCPU 1, 2 rows, only cpu,mem'
press Escape
shows '^vCPU 1 of each VM'
mux respawn-window -k "$KVMTRAP top --root $WORK/whole --event msr; exec sleep 1000"
shows '^VMs, .*, only msr'
press / 5 Enter Enter
shows '^vCPUs of VM 5 (trapgen), .*, only msr'
press Enter
shows '^reasons of VM 5 (trapgen) .*, 1 row, only msr'

# The longest time of all is that of a VM.
{
	awk '/^kvmtrap / { off = $2 == "latency" } !off' "$STATES/b"
	printf '%s\n' "kvmtrap latency 2" "vm vcpu class from_ns below_ns exits reason max_ns" "4 0 irq 256 384 90 IRQ 300" \
		"1 - io 1048576 1572864 1 MMIO_USER 1400000" "6 0 cpu 4096 6144 10 HVC64 5000" '# end'
} >"$WORK/longest"
mux resize-window -x 200 -y 60
mux respawn-window -k "$KVMTRAP top --root $WORK/longest; exec sleep 1000"
shows '^1 .*trapgen.* 1.40 ms'
screen | grep '^ *total ' | grep -q ' 1\.40 ms' || fail "the longest of all: $(screen)"
mux resize-window -x 80 -y 24

# 64 VMs with 8 vCPUs each fit the screen by scrolling.
. <(sed -n '/^snapshot()/,/^}/p' "$TOP/tests/command/scale.sh")
snapshot 64 8 >"$WORK/big"
mux respawn-window -k "$KVMTRAP top --root $WORK/big; exec sleep 1000"
shows 'VMs, 64 rows'
press End
shows '^64  *a'

# For logs: each look as text, so many of them.
"$KVMTRAP" top --batch -n 1 --root "$WORK/b" >"$WORK/out" </dev/null
grep -q '^# kvmtrap top .* all so far  7 lost$' "$WORK/out" || fail "$(cat "$WORK/out")"
assert_eq "exits of VM 6" "$(awk '$1 == 6 { print $3 }' "$WORK/out")" "$(column_sum "$STATES/b:reasons" exits vm=6)"
assert_eq "limit and columns" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/b" --limit 1 --columns exits,vm --no-header)" \
	"$(column_sum "$STATES/b:reasons" exits vm=1)  1"
# Where the time of day was set back there are no rates.
sed 's/^when .*/when 1795288588.5/; /^boot /d' "$WORK/b" >"$WORK/set"
sed 's/^when .*/when 1795280000.5/; /^boot /d' "$WORK/b" >"$WORK/back"
mkfifo "$WORK/views"
"$KVMTRAP" top --batch -n 20 -I 0.1 --root "$WORK/set" >"$WORK/views" &
while read -r line; do
	[[ $line != *'all so far'* ]] || mv "$WORK/back" "$WORK/set" 2>/dev/null || true
	[[ $line != '# kvmtrap top'* ]] || echo "$line"
done <"$WORK/views" >"$WORK/heads"
wait
grep -q '  the change; the clock was set back  7 lost$' "$WORK/heads" || fail "$(cat "$WORK/heads")"
# What nohup has ignored does not end it.
env --ignore-signal=HUP,INT "$KVMTRAP" top --batch -I 0.1 --root "$WORK/b" >"$WORK/looks" &
pid=$!
looks() { grep -c '^# kvmtrap top' "$WORK/looks" || true; }
until [ "$(looks)" -ge 1 ]; do kill -0 $pid; sleep 0.05; done
kill -HUP $pid
kill -INT $pid
seen=$(looks)
until [ "$(looks)" -gt $((seen + 1)) ]; do kill -0 $pid 2>/dev/null || fail "SIGHUP ended it"; sleep 0.05; done
kill -TERM $pid
wait $pid || fail "top --batch after SIGTERM: status $?"
assert_eq "looks" "$("$KVMTRAP" top --batch -n 3 -I 0.1 --root "$WORK/b" | grep -c '^# kvmtrap top')" 3
# stdin is read once, also if it is a file.
assert_eq "looks at stdin" "$("$KVMTRAP" top --batch -n 3 -I 0.1 --root - <"$WORK/b" | grep -c '^# kvmtrap top')" 3
# perf's words.
assert_eq "by time" "$("$KVMTRAP" top --batch -n 1 --root "$STATES/b" -k time --columns vm --no-header | tr -d ' ')" \
	"$("$KVMTRAP" stat -R "$STATES/b" --by time --sort total_ns --columns vm --no-header | tr -d ' ')"

sed 's/^exits.unattributed 0/exits.unattributed 5/; s/^state.kvm_exit .*/state.kvm_exit disarmed/' "$WORK/b" >"$WORK/ill"
"$KVMTRAP" top --batch -n 1 --root "$WORK/ill" >"$WORK/out"
head -n 1 "$WORK/out" | grep -q '  7 lost, 5 without a record' || fail "$(head -n 1 "$WORK/out")"
sed 's/^missed.kvm_arch_vcpu_ioctl_run 0/missed.kvm_arch_vcpu_ioctl_run 9/' "$STATES/b" >"$WORK/ill"
"$KVMTRAP" top --batch -n 1 --root "$WORK/ill" >"$WORK/out"
head -n 1 "$WORK/out" | grep -q '  9 calls missed$' || fail "$(head -n 1 "$WORK/out")"
sed 's/^missed.kvm_exit 0/missed.kvm_exit 1/' "$STATES/b" | "$KVMTRAP" top --batch -n 1 --root - >"$WORK/out"
head -n 1 "$WORK/out" | grep -q '  1 call missed$' || fail "$(head -n 1 "$WORK/out")"

for event in mmio,irq msr HVC64 io; do
	"$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event $event >"$WORK/out"
	grep -q "all so far, only $event  " "$WORK/out" || fail "$(cat "$WORK/out")"
	"$KVMTRAP" stat --by reason --per vm --event $event -R "$WORK/whole" --json | jq -r '.views.reason | group_by(.vm)[] |
		[.[0].vm, (map(.exits) | add), (map(select(.class == "io").exits) | add // 0)] | map(tostring) | join(" ")' | sort >"$WORK/told"
	assert_eq "exits of $event" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event $event --no-header --columns vm,exits,io |
		awk '$2 > 0 { print $1, $2, $3 }' | sort)" "$(cat "$WORK/told")"
	! grep -q 'User\|Guest%' "$WORK/out" || fail "what no event tells: $(cat "$WORK/out")"
done
assert_eq "vCPU 1" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --vcpu 1 --no-header --columns vm,vcpu,exits | tr -s ' ')" \
	"3 1 $(column_sum "$WORK/whole:vcpus" exits vcpu=1)"

# The user's habits. An option of the command line counts more.
mkdir -p "$WORK/config/kvmtrap"
habits() { printf '%s\n' "$@" >"$WORK/config/kvmtrap/config"; }
habits '# mine' '' ' columns = vm,io' 'limit=2' 'sort = vm' 'color = no'
assert_eq "by habit" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/b" --no-header | tr -s ' \n' ' ')" "1 20534 2 402 "
assert_eq "and otherwise" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/b" --no-header --limit 1 --columns vm)" 1
# A habit waits for a column that is not there now; an option does not.
habits 'columns = vm,exits,p99_ns,total_ns' 'sort = p99_ns' 'limit = 1'
assert_eq "a habit without its column" "$("$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event mmio --no-header | tr -s ' ')" \
	"$("$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event mmio --no-header --columns vm,exits --sort exits | tr -s ' ')"
! ASAN_OPTIONS=detect_leaks=0 "$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event mmio --sort p99_ns >"$WORK/out" 2>&1 || fail "sorted by a column that is not there"
habits 'columns = vm,p99' 'limit = 1'
! ASAN_OPTIONS=detect_leaks=0 "$KVMTRAP" top --batch -n 1 --root "$WORK/whole" --event mmio >"$WORK/out" 2>&1 || fail "took a column that is never there"
habits 'interval = 5m' 'limit = 1'
"$KVMTRAP" top --batch -n 1 --root "$WORK/b" >"$WORK/out" || fail "refuses 5m: $(cat "$WORK/out")"
wrong() { # LINE MESSAGE
	habits "limit = 2" "$1"
	! "$KVMTRAP" top --batch -n 1 --root "$WORK/b" >"$WORK/out" 2>&1 || fail "took '$1'"
	assert_eq "what is said of '$1'" "$(cat "$WORK/out")" "kvmtrap: $WORK/config/kvmtrap/config:2: $2"
}
wrong 'interval' "'interval' has no '=': write KEY = VALUE"
wrong 'intervall = 2' "there is no 'intervall'; did you mean 'interval'?"
wrong 'interval = 0' "interval is a time from 100ms to 3600s, with a unit from 100 on, not '0'"
wrong 'interval = 200' "interval is a time from 100ms to 3600s, with a unit from 100 on, not '200'"
wrong 'limit = -1' "limit is a number of rows, not '-1'"
wrong 'color = green' "color is yes or no, not 'green'"
wrong 'columns = vm,,io' "columns is a list of columns, with commas between them, not 'vm,,io'"
[ -z "$(ls "$WORK"/asan* 2>/dev/null)" ] || fail "$(cat "$WORK"/asan*)"
