# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap plot gives gnuplot the right numbers, and gnuplot draws them.
. "$(dirname "$0")/../lib/command.sh"
need_tools gnuplot:gnuplot-nox
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

# What gnuplot is given.
mkdir bin
cp "$TOP/tests/lib/fake-gnuplot" bin/gnuplot
chmod +x bin/gnuplot
PATH=$WORK/bin:$PATH
"$KVMTRAP" plot -o c.svg class.csv
assert_eq "cpu" "$(sed -n '/^0 0$/,/^e$/p' script | sed '/^e$/q' | tr '\n' ' ')" "0 0 0.500000 100.000 2.500000 250.000 e "
assert_eq "io" "$(awk '/^e$/ { n++ } n == 2' script | grep -c ' 40.000$')" 1
assert_eq "names" "$(grep -o "title '[a-z]*'" script | tr -d "'" | cut -d' ' -f2 | tr '\n' ' ')" "cpu mem io irq serror other "
"$KVMTRAP" plot --heat -o c.svg latency.csv
assert_eq "4 us in the first" "$(grep -c '^1.000000 5 .* 22$' script)" 1
assert_eq "the longest in the second" "$(grep -c '^2.000000 14 .* 9$' script)" 1
assert_eq "all" "$(awk 'NF == 7 { n += $7 } END { print n }' script)" 34

# The time of day was set back meanwhile. The intervals still follow each other.
sed 's/^102.500/42.500/' class.csv >set.csv
"$KVMTRAP" plot -o c.svg set.csv
assert_eq "after the clock was set" "$(sed -n '/^0 0$/,/^e$/p' script | sed '/^e$/q' | tr '\n' ' ')" "0 0 0.500000 100.000 2.500000 250.000 e "

# Some inputs cannot be drawn.
says() {
	local status=0
	"${@:3}" >out 2>err || status=$?
	assert_eq "status of ${*:3}: $(cat err)" $status "$1"
	grep -q -- "$2" err || fail "${*:3}: $(cat err)"
}
says 1 'kvmtrap stat -I 1 --csv --by latency' "$KVMTRAP" plot --heat class.csv
says 1 'neither a recording' "$KVMTRAP" plot script
says 1 'No such file' "$KVMTRAP" plot nothing
says 2 'must end in .svg or .png' "$KVMTRAP" plot -o x.jpg class.csv
says 2 'name a recording' "$KVMTRAP" plot
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
# A file name may have a quote in it.
"$KVMTRAP" plot -o "it's.svg" class.csv
[ -s "it's.svg" ] || fail "no it's.svg"
says 1 'apt install gnuplot-nox' env PATH=/nowhere "$KVMTRAP" plot class.csv
