# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap plot gives gnuplot the right numbers and words, and gnuplot draws them.
. "$(dirname "$0")/../lib/command.sh"
need_tools gnuplot:gnuplot-nox
export TZ=UTC
cd "$WORK" || exit
row() { printf '%s\r\n' "$1"; }
{
	row time,seconds,class,exits,percent,per_second
	row 100.500,0.500,cpu,50,70,100
	row 100.500,0.500,io,20,30,40
	row 100.500,0.500,total,70,100,140
	row 102.500,2.000,cpu,500,100,250
	row 102.500,2.000,io_user,7,1,3
} >class.csv
{
	row time,seconds,class,from_ns,below_ns,exits,percent
	row 10.000,1.000,cpu,0,256,3,1
	row 10.000,1.000,io,4096,8192,20,1
	row 10.000,1.000,cpu,4096,8192,2,1
	row 11.000,1.000,mem,2097152,,9,1
} >latency.csv
"$KVMTRAP" plot -o a.svg class.csv
grep -q '<svg' a.svg || fail "no SVG"
"$KVMTRAP" plot --heat -o b.png latency.csv
assert_eq "a PNG" "$(head -c 4 b.png | tail -c 3)" PNG
assert_eq "files" "$(find . -type f | wc -l)" 4
texts() { sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'; }
apart() { assert_eq "labels of $1" "$("$TOP/tests/lib/svg-labels" "$1")" ""; }
shows() { texts "$1" | grep -qxF -- "$2" || fail "$1 does not show '$2': $(texts "$1")"; }
shows a.svg "Exits per second by class"
shows a.svg "class.csv, 1970-01-01 00:01:40 to 00:01:42 UTC, 2.5 s"
shows a.svg "cpu  550 (96 %)"
shows a.svg "io  20 (3.5 %)"
shows a.svg "time in s"
apart a.svg
# A name cannot end the text of an SVG.
printf 'time,seconds,vm,vm_name,exits\n1,1,1,"a]]>b",5\n2,1,1,"a]]>b",7\n' >end.csv
"$KVMTRAP" plot --by vm -o end.svg end.csv
grep -qF 'a]] b' end.svg && ! grep -qF 'a]]>' end.svg || fail "$(grep -n 'a]]' end.svg)"
"$KVMTRAP" plot --heat -o b.svg latency.csv
shows b.svg "4.1 µs"
shows b.svg "2.1 ms"
apart b.svg

# What gnuplot is given: the numbers, the words, and the areas with their colours, from the top.
mkdir bin
cp "$TOP/tests/lib/fake-gnuplot" bin/gnuplot
chmod +x bin/gnuplot
real=$PATH
PATH=$WORK/bin:$PATH
numbers() { sed -n '/^\$exits /,/^END$/{/^\$exits /d; /^END$/d; p}' script; }
words() { sed -n '/^\$text /,/^END_OF_TEXT$/{/^\$text /d; /^END_OF_TEXT$/d; p}' script; }
colours() { sed -n "s/.* with fillsteps fillcolor rgb '\(#[0-9a-f]*\)'.*/\1/p" script | paste -sd' '; }
"$KVMTRAP" plot -o c.svg class.csv
assert_eq "areas" "$(numbers | paste -sd';')" "0.000000000 100.000 140.000;0.500000000 250.000 250.000;2.500000000 250.000 250.000"
assert_eq "colours" "$(colours)" "#009e73 #0072b2"
"$KVMTRAP" plot --heat -o c.svg latency.csv
assert_eq "cells" "$(numbers | paste -sd';')" "0.000000000 1.000000000 0 3;0.000000000 1.000000000 9 22;1.000000000 2.000000000 27 9"
grep -qx 'set logscale cb' script || fail "no logarithmic scale of colours"
drawn() { sed -n 's/^set yrange \[\(.*\)\]$/\1/p' script; }
assert_eq "all rows, as there are short and long times" "$(drawn) $(words | grep -c '[nµm]s$')" "-0.5:28.5 14"
"$KVMTRAP" plot --by latency --event io,irq -o c.svg latency.csv
assert_eq "rows around those of io" "$(drawn) $(words | grep -c '[nµm]s$')" "2.5:15.5 12"
assert_eq "its times" "$(words | grep '[nµm]s$' | head -n 4 | paste -sd';')" "768 ns;1.02 µs;1.54 µs;2.05 µs"
assert_eq "cells of io" "$(numbers)" "0.000000000 1.000000000 9 20"

# More VMs than there are colours: the rest is one area, on top of the others.
{
	row time,seconds,vm,vm_name,exits
	for n in $(seq 1 9); do row "86395.000,10.000,$n,same,$((n * 10000))"; done
	row 86415.000,20.000,9,same,4000
} >nine.csv
"$KVMTRAP" plot --by vm -o c.svg nine.csv
assert_eq "the largest, and the rest" "$(words | grep '%' | tail -n 8 | paste -sd';')" \
	"2 others  30000 (6.6 %);VM 3 (same)  30000 (6.6 %);VM 4 (same)  40000 (8.8 %);VM 5 (same)  50000 (11 %);VM 6 (same)  60000 (13 %);VM 7 (same)  70000 (15 %);VM 8 (same)  80000 (18 %);VM 9 (same)  94000 (21 %)"
assert_eq "up to the rest" "$(numbers | sed -n 1p)" "0.000000000 9000.000 17000.000 24000.000 30000.000 35000.000 39000.000 42000.000 45000.000"
# In thousands from ten thousand on. A picture may end on another day.
words | grep -qx 'thousand exits per second' || fail "no thousands: $(words)"
grep -q '^plot \$exits using (\$1/1):(\$9/1000) with fillsteps' script || fail "no thousands: $(grep '^plot' script)"
words | grep -qx 'nine.csv, 1970-01-01 23:59:45 to 1970-01-02 00:00:15 UTC, 30 s' || fail "another day: $(words)"
# An interval without a length has no rate.
row 86415.000,0.000,9,same,4000 >>nine.csv
sed '$ s/.*/86416.000,0.000,9,same,4000/' nine.csv >none.csv
"$KVMTRAP" plot --by vm -o c.svg none.csv
! numbers | grep -E 'inf|nan' || fail "a rate in no time"
# Shares have two digits, and what is less than half a tenth of a percent is told as less than that.
printf '%s\r\n' time,seconds,class,exits 1,1,cpu,80000 1,1,mem,9960 1,1,io,9940 1,1,irq,49 1,1,other,51 >shares.csv
"$KVMTRAP" plot -o c.svg shares.csv
assert_eq "shares" "$(words | grep '%' | sort | paste -sd';')" \
	"cpu  80000 (80 %);io  9940 (9.9 %);irq  49 (<0.1 %);mem  9960 (10 %);other  51 (0.1 %)"
# A day of another year is another day.
printf '%s\r\n' time,seconds,class,exits 31536100,31536000,cpu,5 >year.csv
"$KVMTRAP" plot -o c.svg year.csv
words | grep -q '^year.csv, 1970-01-01 00:01:40 to 1971-01-01 00:01:40 UTC, ' || fail "a year: $(words)"

# The time of day was set back meanwhile. The intervals still follow each other.
sed 's/^102.500/42.500/' class.csv >set.csv
"$KVMTRAP" plot -o c.svg set.csv
assert_eq "after the clock was set" "$(numbers | sed -n 2p)" "0.500000000 250.000 250.000"

sed 's/^102.500/1102.500/' class.csv >set.csv
"$KVMTRAP" plot -o c.svg set.csv
assert_eq "after the clock was set forward" "$(numbers | sed -n 2p)" "0.500000000 250.000 250.000"
# An interval in which nothing happened has no rows, but its time.
{
	row time,seconds,class,code,reason,exits
	row 100.200,0.200,cpu,0x01,WFx,1000
	row 101.801,0.201,cpu,0x01,WFx,2000
} >silent.csv
"$KVMTRAP" plot --by reason -o c.svg silent.csv
words | grep -qxF 'silent.csv, 1970-01-01 00:01:40 to 00:01:41 UTC, 1.801 s' || fail "silence: $(words)"
assert_eq "silence" "$(numbers | paste -sd' ' | tr -s ' ')" "0.000000000 5000.000 0.200000000 0.000 1.600000000 9950.249 1.801000000 9950.249"

# Of many slices some are put together. All exits are still there.
{
	row time,seconds,class,exits
	for n in $(seq 1001); do row "$n.000,1.000,io,$n"; done
} >many.csv
"$KVMTRAP" plot -o c.svg many.csv
assert_eq "slices" "$(numbers | wc -l)" 202
assert_eq "all exits" "$(words | grep '^io ')" "io  501501 (100 %)"
assert_eq "the first slice: 1 to 5 in 5 s" "$(numbers | sed -n 1p)" "0.000000000 3.000"
assert_eq "the last slice: 1001 in 1 s" "$(numbers | tail -n 1)" "1001.000000000 1001.000"

# A recording: by reason, and what --event leaves of it. --class and --reason are the same.
gunzip -c "$STATES/amd.dat.gz" >amd.dat
reasons=$("$KVMTRAP" report --csv amd.dat | awk -F, 'NR > 1 { print $3 "  " $4 }' | sort)
"$KVMTRAP" plot --by reason -o c.svg amd.dat
assert_eq "reasons" "$(words | sed -n 's/^\([A-Z_]*  [0-9]*\) (.*/\1/p' | sort)" "$reasons"
"$KVMTRAP" plot --event mmio,NPF -o c.svg amd.dat
assert_eq "only some" "$(words | grep '%' | paste -sd';')" "MMIO_USER  20 (49 %);NPF  21 (51 %)"
assert_eq "title" "$(words | sed -n 1p)" "Exits per second by reason: VM 14 (vcpu 0), only mmio,NPF"
assert_eq "all exits, at their times" "$("$KVMTRAP" plot --by class -o c.svg amd.dat; numbers | awk '
	NR > 1 { n += rate * ($1 - at); some += rate > 0 } { at = $1; rate = $NF } END { printf "%.0f %d", n, (some > 1) }')" "63 1"
# The first slice has only the first exit, the last one the last two.
assert_eq "the ends" "$(numbers | awk 'NR == 1 { first = $NF } NR == 2 { width = $1 } END { printf "%.0f %.0f", first * width, $NF * width }')" "1 2"
"$KVMTRAP" plot --event mmio,NPF -o c.svg amd.dat
assert_eq "a recording tells no date" "$(words | sed -n 2p)" "amd.dat, 4.522 ms"
"$KVMTRAP" plot --class io --reason vmmcall --by class -o c.svg amd.dat
assert_eq "of a class and a reason" "$(words | grep '%' | paste -sd';')" "io  21 (51 %);cpu  20 (49 %)"
"$KVMTRAP" plot --heat --reason NPF -o c.svg amd.dat
assert_eq "a heat map of a reason" "$(numbers | awk '{ n += $4 } END { print n }')" 21
"$KVMTRAP" plot --event CPUID -o c.svg amd.dat
assert_eq "nothing to see" "$(words | tail -n 1)" "no exits"

# While a command runs: what one saved state has more than the other, of whom.
if can_mount; then
	a=$STATES/a b=$STATES/b
	more() { # FILE WHERE: exits
		echo $(($(column_sum "$b:$1" exits "$2") - $(column_sum "$a:$1" exits "$2")))
	}
	changed() { on_host "$a" "\"\$KVMTRAP\" plot -I 1h $1 -o c.svg -- bash -c 'become \$STATES/b'" || fail "plot $1"; }
	changed ''
	for class in cpu mem io irq; do
		want=$(more reasons "class=$class")
		[ "$want" -le 0 ] || words | grep -q "^$class  $want (" || fail "$class, expected $want: $(words)"
	done
	changed '--by vm'
	vms=0
	for vm in $(seq 8); do
		want=$(more reasons "vm=$vm")
		[ "$want" -gt 0 ] || continue
		vms=$((vms + 1))
		words | grep -q "^VM $vm ([a-z-]*)  $want (" || fail "VM $vm, expected $want: $(words)"
	done
	assert_eq "VMs" "$(words | grep -c '%)$')" "$vms"
	assert_eq "title" "$(words | sed -n 1p)" "Exits per second by VM: $vms VMs"
	changed '--vm 6 --event irq'
	assert_eq "one VM" "$(words | sed -n 1p)" "Exits per second by class: VM 6 (qemu-system-aar), only irq"
	words | grep -q "^irq  $(more reasons 'vm=6 class=irq') (100 %)$" || fail "irq of VM 6: $(words)"
	words | sed -n 2p | grep -q "^$(uname -n), 20..-..-.. ..:..:.. .*UTC, " || fail "host and time: $(words)"
fi

# Names are those that tenants chose. None of them is more than text, in SVG and in PNG.
names=("a'b\"c\\d" "\`touch pwned\`" '@{}^_x' $'line\nbreak' END_OF_TEXT '$text[1]' '<b>&amp;</b>' 'a,b')
shown=("${names[@]}")
shown[3]='line\012break'
quoted() { printf '"%s"' "${1//\"/\"\"}"; }
{
	row time,seconds,vm,vm_name,exits
	for ((n = 0; n < 7; n++)); do row "1.000,1.000,$n,$(quoted "${names[n]}"),$((100 - n))"; done
} >names.csv
PATH=$real
"$KVMTRAP" plot --by vm -o names.svg names.csv
for ((n = 0; n < 7; n++)); do shows names.svg "VM $n (${shown[n]})  $((100 - n)) ($(awk -v n=$n 'BEGIN { printf "%.0f", (100 - n) / 6.79 }') %)"; done
"$KVMTRAP" plot --by vm -o names.png names.csv
[ ! -e pwned ] || fail "a name was run"
# Anything at all, in each of which all VMs are still shown.
RANDOM=1
pieces=("'" '"' "\\" '`touch pwned`' '@' '{' '}' '^' '_' '#' '%s' ';' '$text' ' system("touch pwned")' $'\n' $'\e[31m' $'\r' '<' '&' $'\u202e' 仮 é $'\xff' '!touch pwned' ',' a b)
for try in 1 2 3; do
	{
		row time,seconds,vm,vm_name,exits
		for ((n = 0; n < 7; n++)); do
			name=
			for _ in 1 2 3 4 5; do name+=${pieces[RANDOM % ${#pieces[@]}]}; done
			row "1.000,1.000,$n,$(quoted "$name"),$((100 - n))"
		done
	} >random.csv
	"$KVMTRAP" plot --by vm -o random.svg random.csv
	apart random.svg
	assert_eq "VMs of the random names $try" "$(texts random.svg | grep -c '^VM [0-6] (.*(1[45] %)$')" 7
	"$KVMTRAP" plot --by vm -o random.png random.csv
	[ ! -e pwned ] || fail "a random name was run"
done
# A name that is long is cut off. Without a font for a letter, gnuplot would blacken a PNG.
row "time,seconds,vm,vm_name,exits" >long.csv
row "1.000,1.000,6,$(printf 'x%.0s' {1..500}),5" >>long.csv
"$KVMTRAP" plot --by vm -o long.svg long.csv
apart long.svg
shows long.svg "VM 6 (xxxxxxxxxxxxxxxxx…  5 (100 %)"
printf '#!/bin/sh\necho 20-7e e9\n' >bin/fc-list
chmod +x bin/fc-list
row "time,seconds,vm,vm_name,exits" >fonts.csv
row "1.000,1.000,6,é仮,5" >>fonts.csv
PATH=$WORK/bin:$PATH
"$KVMTRAP" plot --by vm -o c.png fonts.csv
assert_eq "letters without a font" "$(words | tail -n 1)" "VM 6 (é?)  5 (100 %)"
"$KVMTRAP" plot --by vm -o c.svg fonts.csv
assert_eq "letters for the fonts of others" "$(words | tail -n 1)" "VM 6 (é仮)  5 (100 %)"
rm bin/fc-list

# Some inputs cannot be drawn.
says() {
	local status=0
	"${@:3}" >out 2>err || status=$?
	assert_eq "status of ${*:3}: $(cat err)" $status "$1"
	grep -q -- "$2" err || fail "${*:3}: $(cat err)"
}
says 1 'kvmtrap stat -I 1 --csv --by latency' "$KVMTRAP" plot --heat class.csv
says 1 'kvmtrap stat -I 1 --csv --by vm' "$KVMTRAP" plot --by vm class.csv
says 1 'does not tell reasons apart: write it with kvmtrap stat -I 1 --csv --by reason, or record' \
	"$KVMTRAP" plot --by class --event mmio class.csv
says 1 'of few reasons how long exits took: record them' "$KVMTRAP" plot --heat -e mmio latency.csv
says 2 "by class, reason, vm or latency, not by 'reasons'; did you mean 'reason'?" "$KVMTRAP" plot --by reasons class.csv
says 2 "there is no reason 'HVC46'; did you mean 'HVC64'?" "$KVMTRAP" plot --reason HVC46 class.csv
says 1 'neither a recording' "$KVMTRAP" plot script
says 1 'No such file' "$KVMTRAP" plot nothing
says 2 'must end in .svg or .png' "$KVMTRAP" plot -o x.jpg class.csv
says 2 'name a recording' "$KVMTRAP" plot
"$KVMTRAP" stat -R "$STATES/b" --by class --csv >once.csv
says 1 'once.csv: this CSV has no intervals: write it with kvmtrap stat -I 1 --csv --by class' "$KVMTRAP" plot once.csv
head -n 1 class.csv >empty.csv
says 1 "nothing to draw" "$KVMTRAP" plot empty.csv
says 1 'cannot write nowhere/x.svg: No such file' "$KVMTRAP" plot -o nowhere/x.svg class.csv
echo old >kept.svg
for bad in 'exit 1' 'exit 0'; do
	mkdir -p bad
	printf '#!/bin/sh\n%s\n' "$bad" >bad/gnuplot
	chmod +x bad/gnuplot
	says 1 'could not draw kept.svg' env PATH="$WORK/bad:$PATH" "$KVMTRAP" plot -o kept.svg class.csv
	assert_eq "the picture before" "$(cat kept.svg)" old
	assert_eq "what is left behind" "$(echo kept.svg*)" kept.svg
done
# shellcheck disable=SC2016 # the inner shell's
says 1 'cannot write -: No space left' bash -c '"$KVMTRAP" plot -o - class.csv >/dev/full'
# A file name may have a quote in it.
"$KVMTRAP" plot -o "it's.svg" class.csv
[ -s "it's.svg" ] || fail "no it's.svg"
says 1 'apt install gnuplot-nox' env PATH=/nowhere "$KVMTRAP" plot class.csv
# That no picture can be made is said before a command runs.
says 1 'apt install gnuplot-nox' env PATH=/nowhere "$KVMTRAP" plot -- "$(command -v touch)" ran
says 1 'cannot write nowhere/x.svg: No such file' "$KVMTRAP" plot -o nowhere/x.svg -- touch ran
[ ! -e ran ] || fail "the command ran"
says 1 'nothing to draw' "$KVMTRAP" plot -o kept.svg empty.csv
assert_eq "what is left behind" "$(cat kept.svg*)" old
# gnuplot is found even if SIGCHLD is ignored.
env --ignore-signal=CHLD "$KVMTRAP" plot -o kept.svg class.csv
assert_eq "with SIGCHLD ignored" "$(cat kept.svg)" "no picture"
