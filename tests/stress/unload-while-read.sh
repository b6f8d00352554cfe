# SPDX-License-Identifier: GPL-2.0-only
# Unloading is refused while a file is open, as for any module. Otherwise a reader gets an error,
# and never wrong data.
. "$(dirname "$0")/../lib/host.sh"
load_module
exec 7<$K/reasons
read -r -n 5 word <&7
assert_eq "the file's first word" "$word" kvmtr
rmmod kvmtrapcount 2>"$WORK/err" && fail "unloaded under a reader's hands"
grep -q 'in use' "$WORK/err" || fail "$(cat "$WORK/err")"
read -r rest <&7
assert_eq "the rest of the line" "$rest" "ap reasons 1"
exec 7<&-

"$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null &
for _ in 1 2; do
	# Pause for as long as it took to read the files: on a slow host a file would
	# always be open otherwise.
	while [ ! -e "$WORK/stop" ]; do
		begun=${EPOCHREALTIME/./}
		cat $K/* 2>/dev/null
		us=$((${EPOCHREALTIME/./} - begun + 200000))
		sleep "$((us / 1000000)).$(printf %06d $((us % 1000000)))"
	done >"$WORK/read.$_" &
	readers+=" $!"
done
# Each has seen them once before the module goes: afterwards it may be loaded between two readings.
seen() { [ "$(row_count "$WORK/read.1:vcpus")" -gt 0 ] && [ "$(row_count "$WORK/read.2:vcpus")" -gt 0 ]; }
wait_for seen
done=0
tries=0
while [ $tries -lt $((60 / SCALE + 3)) ] || { [ $done -eq 0 ] && [ $tries -lt 50 ]; }; do
	tries=$((tries + 1))
	insert_module 2>/dev/null
	rmmod kvmtrapcount 2>/dev/null && done=$((done + 1))
done
touch "$WORK/stop"
wait $readers
[ $done -gt 0 ] || fail "never unloaded in $tries tries"
for n in 1 2; do
	add_up "$WORK/read.$n" || fail "reader $n saw rows that do not add up"
done
wait_for eval '[ ! -d /sys/module/kvmtrapcount ] || rmmod kvmtrapcount'
