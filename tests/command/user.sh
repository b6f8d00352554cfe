# SPDX-License-Identifier: GPL-2.0-only
# With --user stat, explain and top go on without root, and read on where only root may.
. "$(dirname "$0")/../lib/command.sh"
cd "$WORK" || exit
# Whatever this script has for a terminal, or none.
export TERM=xterm
refuses() { # STATUS TEXT COMMAND...
	local status=0
	"${@:3}" >out 2>err || status=$?
	assert_eq "status of ${*:3}: $(cat err)" $status "$1"
	grep -qF -- "$2" err || fail "${*:3}: $(cat err)"
}
refuses 2 "there is no user 'no-such-user'" "$KVMTRAP" stat --user no-such-user
refuses 2 "--user root would stay root" "$KVMTRAP" top -Z root
chmod 755 .
install -m 755 "$KVMTRAP" nobodys
nobody() { ASAN_OPTIONS=detect_leaks=0 setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
refuses 1 "only root can become daemon: leave --user out" nobody ./nobodys stat -R "$STATES/b" -Z daemon
# A copy is read by that user, too.
cp "$STATES/b" copy
chmod 600 copy
refuses 1 "cannot read copy: Permission denied" "$KVMTRAP" stat -R copy -Z nobody
chmod 644 copy
assert_eq "of a copy" "$("$KVMTRAP" stat -R copy -Z nobody --csv)" "$("$KVMTRAP" stat -R copy --csv)"
can_mount || { echo "no mount namespaces here: only copies were read"; exit 4; }

grep -v '^web ' "$STATES/b" | awk '/^kvmtrap / { on = $2 != "host" && $2 != "names" } on' >state
sed 's/ trapgen / came-later /' state >later
# shellcheck disable=SC2016 # the inner shell's
on_host state '
	cp state /sys/kernel/debug/kvmtrap/.snapshot
	chmod 700 /sys/kernel/debug
	"$KVMTRAP" stat --by reason --csv | cut -d, -f2- >root.csv
	"$KVMTRAP" stat --by reason --csv --user nobody | cut -d, -f2- >nobody.csv
	"$KVMTRAP" explain --user nobody --output - -- sh -c "id -u >&2" 2>command >explain
	"$KVMTRAP" stat -I 0.01 -n 3 -Z nobody --by class --csv | grep -c total >intervals
	if "$KVMTRAP" stat --by class -Z nobody -o file 2>err; then echo "--user with --output ends well"; exit 1; fi

	mkfifo keys
	script -qec "echo \$\$ >pid; exec \"$KVMTRAP\" top --interval 0.1 --user nobody" /dev/null <keys >screen &
	exec 7>keys
	within() { for _ in $(seq 3000); do ! "$@" || return 0; sleep 0.1; done; echo "waited in vain for: $*"; exit 1; }
	within grep -q trapgen screen
	grep "^Uid:" /proc/"$(cat pid)"/status >ids
	cp later /sys/kernel/debug/kvmtrap/new
	mv /sys/kernel/debug/kvmtrap/new /sys/kernel/debug/kvmtrap/.snapshot
	within grep -q came-later screen
	echo q >&7
	wait $!
'
cmp -s root.csv nobody.csv && [ "$(wc -l <root.csv)" -gt 5 ] || fail "$(cat nobody.csv)"
assert_eq "intervals" "$(cat intervals)" 3
assert_eq "who runs the command" "$(cat command)" "$(id -u nobody)"
grep -q 'cannot write file: Permission denied' err || fail "$(cat err)"
uid=$(id -u nobody)
assert_eq "who top is" "$(cat ids)" "$(printf 'Uid:\t%s\t%s\t%s\t%s' "$uid" "$uid" "$uid" "$uid")"
