# SPDX-License-Identifier: GPL-2.0-only
# With --user kvmtrap is not root any more, has no capability, and still counts each exit. The
# process that reads for it ends with it, and can do nothing else.
. "$(dirname "$0")/../lib/host.sh"
load_module
chmod 755 "$WORK"
mkdir "$WORK/theirs"
chown nobody "$WORK/theirs"
of() { sed -n "s/^$2:[ 	]*//p" "/proc/$1/status"; } # PID FIELD

"$KVMTRAP" stat --user nobody -I 0.2 --by reason --csv -o "$WORK/theirs/out" 2>"$WORK/err" & pid=$!
defer "kill $pid 2>/dev/null"
lines() { cat "$WORK/theirs/out" 2>/dev/null | wc -l; }
# It opens the file when it has read for the first time.
wait_for test -e "$WORK/theirs/out"
"$TRAPGEN" hvc 20 >/dev/null
wait_until lines -ge 2
ids=$(id -u nobody)
gid=$(id -g nobody)
assert_eq "user" "$(of $pid Uid | tr '\t' ' ')" "$ids $ids $ids $ids"
assert_eq "group" "$(of $pid Gid | tr '\t' ' ')" "$gid $gid $gid $gid"
assert_eq "groups" "$(of $pid Groups | tr -d ' ')" "$gid"
for c in CapInh CapPrm CapEff CapAmb; do
	assert_eq "$c" "$(of $pid $c)" 0000000000000000
done
assert_eq "whose file" "$(stat -c %u "$WORK/theirs/out")" "$ids"
# The reader: one child, which is root, has the socket open and nothing else.
reader=$(pgrep -P $pid)
assert_eq "processes that read" "$(wc -w <<<"$reader")" 1
assert_eq "user of the reader" "$(of "$reader" Uid | cut -f 1)" 0
assert_eq "what the reader has open" "$(readlink /proc/"$reader"/fd/* | sed 's/:.*//' | tr '\n' ' ')" "socket "
assert_eq "what nobody has open of debugfs" "$(readlink /proc/$pid/fd/* | grep -c kvmtrap/)" 0

# Rows still come, and have each exit.
"$TRAPGEN" hvc 480 >/dev/null
# Sum up $HVC over all intervals.
seen() { csv_sum exits reason=$HVC <"$WORK/theirs/out"; }
wait_until seen -eq 500
assert_eq "exits of $HVC" "$(seen)" 500

# It says so when the module goes, and the reader goes with it.
# While it reads the module is in use for a moment.
wait_for rmmod kvmtrapcount 2>"$WORK/rmmod"
wait $pid
assert_eq "status without the module" $? 1
grep -q "the module has gone" "$WORK/err" || fail "$(cat "$WORK/err")"
gone() { [ ! -d "/proc/$1" ]; }
wait_for gone "$reader"
