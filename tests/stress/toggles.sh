# SPDX-License-Identifier: GPL-2.0-only
# Several writers change enabled, reset, times and hot as fast as possible, while guests run and
# files are read. Classes add up in whatever is read, nothing is called lost, and the module still
# counts at the end.
# groups: patching
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
load_module
"$TRAPGEN" hvc 1000000000 --vcpus=2 >/dev/null & a=$!
"$TRAPGEN" store 1000000000 >/dev/null & b=$!
toggle() {
	while [ ! -e "$WORK/stop" ]; do
		echo "$2" >"$P/$1"
		echo "$3" >"$P/$1"
	done
}
toggle enabled 0 1 & writers=$!
toggle enabled 1 0 & writers+=" $!"
toggle times 1 0 & writers+=" $!"
toggle hot 1 0 & writers+=" $!"
toggle reset 1 1 & writers+=" $!"
toggle reset 1 1 & writers+=" $!"
seconds=$((SECONDS + 40 / SCALE + 5))
while [ $SECONDS -lt $seconds ]; do
	cat $K/* >"$WORK/all"
	add_up "$WORK/all" || fail "rows that do not add up"
done
touch "$WORK/stop"
# shellcheck disable=SC2086 # a list
wait $writers
echo 1 >$P/enabled
echo 1 >$P/reset
before=$(column_sum vcpus exits)
wait_until column_sum vcpus exits -gt $((before + 100))
assert_eq "lost" "$(summary lost)" 0
stop $a
stop $b
exact mixed 500 --vcpus=2
