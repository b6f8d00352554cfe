# SPDX-License-Identifier: GPL-2.0-only
# A file that output goes to is replaced. So is a file that a link leads to. A pipe or a device is
# written into, and stays what it is. What a writer that was killed has left is removed.
. "$(dirname "$0")/../lib/command.sh"
need_tools gnuplot:gnuplot-nox
b=$STATES/b
cd "$WORK" || exit
"$KVMTRAP" save -R "$b" plain
"$KVMTRAP" export -R "$b" >plain.prom
printf 'time,seconds,class,exits\n1.5,0.5,cpu,50\n2.5,1,cpu,70\n' >class.csv
written() { # WHAT FILE EXPECTED
	cmp -s "$2" "$3" || fail "$1: $(head -c 300 "$2")"
}

# Output goes to stdout by each of its names, whatever stdout is.
for name in - /dev/stdout /dev/fd/1 /proc/self/fd/1; do
	"$KVMTRAP" save -R "$b" $name | cat >out
	written "save $name into a pipe" out plain
	echo before >out
	"$KVMTRAP" save -R "$b" $name >>out
	echo behind >>out
	written "save $name into a file" out <(echo before; cat plain; echo behind)
	{ echo before; "$KVMTRAP" export -R "$b" -o $name; echo behind; } >out
	written "export -o $name into a file" out <(echo before; cat plain.prom; echo behind)
	"$KVMTRAP" stat -R "$b" --by class --csv -o $name >>out
	grep -q '^behind$' out && grep -q ',total,' out || fail "stat -o $name: $(cat out)"
	"$KVMTRAP" explain -R "$b" -o $name >>out
	grep -q '^behind$' out && grep -q '^VM 1 ' out || fail "explain -o $name: $(cat out)"
done
"$KVMTRAP" save -R "$b" /dev/fd/7 7>out
written "save /dev/fd/7" out plain
"$KVMTRAP" plot -o - class.csv | grep '<svg' >/dev/null || fail "plot -o -"
[ ! -e ./- ] || fail "a file called '-'"

# A disk that is full: one line, and status 1.
b_b="$b $b"
gunzip -c "$STATES/amd.dat.gz" >amd.dat
for what in "export -R $b" "export -R $b -o /dev/full" "stat -R $b" "stat -R $b --json" "stat -R $b --csv" "stat -R $b -o /dev/full" \
	"explain $b" "explain $b --json" "explain $b -o /dev/full" "explain --rules" "explain --rules -o /dev/full" "explain --rules --json -o /dev/full" "list -R $b" "diff $b_b" "diff $b_b --json" "doctor -R $b" \
	names "names --json" "report amd.dat" "top --batch -n 1 -R $b" "save -R $b -" --help; do
	status=0
	# shellcheck disable=SC2086 # words
	"$KVMTRAP" $what >/dev/full 2>err || status=$?
	assert_eq "status of $what on a full disk" $status 1
	assert_eq "what $what says" "$(sed 's/write \(-\|the output\|\/dev\/full\):/write:/' err)" "kvmtrap: cannot write: No space left on device"
done

# So is a stdout that is closed, and a stdin.
for what in "stat -R $b" "stat -R $b --json" names "names --json" --help "save -R $b -"; do
	status=0
	# shellcheck disable=SC2086 # words
	"$KVMTRAP" $what >&- 2>err || status=$?
	assert_eq "status of $what without stdout" $status 1
	grep -qx 'kvmtrap: cannot write .*: \(Bad file descriptor\|Invalid argument\)' err || fail "what $what says: $(cat err)"
done
status=0
"$KVMTRAP" stat -R - <&- 2>err || status=$?
assert_eq "status of stat without stdin" "$status $(wc -l <err)" "1 1"
"$KVMTRAP" stat -R "$b" >out 2>&- || fail "without stderr"

# Links stay links, even if they lead to no file yet. Other files beside the target stay.
mkdir dir
echo old >dir/target
ln -s dir/target link
ln -s link link2
ln -s dir/new new
ln -s "$WORK/dir/b.svg" b.svg
for path in link2 new; do
	"$KVMTRAP" save -R "$b" $path
	[ -L $path ] || fail "$path is no link any more"
	written "save $path" $path plain
done
[ -L link ] && [ ! -L dir/target ] && [ ! -L dir/new ] || fail "$(ls -lR)"
"$KVMTRAP" plot -o b.svg class.csv
[ -L b.svg ] && grep -q '<svg' dir/b.svg || fail "plot through a link: $(ls -lR)"
assert_eq "files" "$(cd dir && echo *)" "b.svg new target"
ln -s loop loop
"$KVMTRAP" save -R "$b" loop 2>err && fail "saved to a loop of links"
grep -q 'cannot write loop: Too many levels' err || fail "$(cat err)"
"$KVMTRAP" save -R "$b" dir 2>err && fail "saved to a directory"
grep -q 'cannot write dir: Is a directory' err || fail "$(cat err)"

# FIFOs. The name of a picture must end in .svg.
for fifo in fifo fifo.svg; do
	mkfifo $fifo
	cat $fifo >out &
	case $fifo in
	fifo) "$KVMTRAP" export -R "$b" -o $fifo ;;
	*) "$KVMTRAP" plot -o $fifo class.csv ;;
	esac
	[ -p $fifo ] || { rm $fifo; fail "$fifo is no FIFO any more"; }
	wait
	[ $fifo = fifo ] || cp out picture
done
grep -q '<svg' picture || fail "a picture into a FIFO: $(cat picture)"
# A socket as stdout cannot be opened by its name.
if command -v python3 >/dev/null; then
	python3 - "$KVMTRAP" "$b" >out <<-'PYTHON'
		import socket, subprocess, sys
		a, b = socket.socketpair()
		subprocess.run([sys.argv[1], "save", "-R", sys.argv[2], "/dev/stdout"], stdout=b, check=True)
		b.close()
		sys.stdout.write(a.makefile().read())
	PYTHON
	written "save /dev/stdout into a socket" out plain
fi
status=0
"$KVMTRAP" record -o fifo 2>err || status=$?
assert_eq "status of record into a FIFO: $(cat err)" $status 2
grep -q 'needs a regular file' err || fail "$(cat err)"

# --- what a writer that was killed has left ---
# killed FILE: have a writer killed while it writes, as its file gets too large.
killed() {
	# shellcheck disable=SC2016 # the inner shell's
	{ ! bash -c 'ulimit -f 1; exec "$KVMTRAP" export -R "$STATES/b" -o "$1"' killed "$1"; } 2>/dev/null || fail "it was not killed"
}
mkdir left
cd left || exit
echo before >x.prom
killed x.prom
[ "$(cat x.prom)" = before ] && compgen -G 'x.prom.*.tmp' >/dev/null || fail "nothing is left: $(ls -l)"
# That is removed the next time. What somebody writes, or is of another name or kind, stays.
mkdir x.prom.5.tmp
ln -s x.prom x.prom.6.tmp
touch x.prom.tmp x.prom..tmp x.prom.1a.tmp x.prom.1.tmp2 yx.prom.1.tmp x.prom.77.tmp
exec 8>x.prom.77.tmp
flock 8
"$KVMTRAP" export -R "$b" -o x.prom
written "after a killed one" x.prom ../plain.prom
assert_eq "files" "$(printf '%s\n' * | sort | xargs)" \
	"$(printf '%s\n' x.prom x.prom.{1.tmp2,1a.tmp,5.tmp,6.tmp,77.tmp,tmp} x.prom..tmp yx.prom.1.tmp | sort | xargs)"
exec 8>&-
# Where the disk is full it says so, and leaves the old file and nothing else.
mkdir full
cp ../plain.prom full/x.prom
status=0
# shellcheck disable=SC2016 # the inner shell's
bash -c 'trap "" XFSZ; ulimit -f 1; exec "$KVMTRAP" export -R "$STATES/b" -o full/x.prom' 2>full.err || status=$?
assert_eq "a full disk" "$status $(cat full.err)" "1 kvmtrap: cannot write full/x.prom: File too large"
assert_eq "files of a full disk" "$(ls full)" x.prom
written "a full disk" full/x.prom ../plain.prom
ln -s left/x.prom ../to-left.prom
"$KVMTRAP" export -R "$b" -o ../to-left.prom
[ ! -e x.prom.77.tmp ] && [ -L ../to-left.prom ] || fail "$(ls -l . ..)"
# In a container each run may have the same PID.
# shellcheck disable=SC2016 # the inner shell's
bash -c 'echo >$1.$$.tmp; exec "$KVMTRAP" export -R "$STATES/b" -o "$1"' same-pid y.prom || fail "a file of the same PID is in the way"
written "beside a file of the same PID" y.prom ../plain.prom
# Writers at the same time do not take each other's files away.
for _ in 1 2 3 4; do
	for _ in {1..15}; do "$KVMTRAP" export -R "$b" -o z.prom || echo "export: status $?"; done >>failed 2>&1 &
done
wait
assert_eq "writers that failed" "$(cat failed)" ""
written "by several writers" z.prom ../plain.prom
assert_eq "files of several writers" "$(echo z*)" z.prom
cd ..

# Copies of devices, which only this case sees.
can_mount || { echo "no mount namespaces here: devices were not tried"; exit 4; }
mkdir dev
# shellcheck disable=SC2016 # the inner shell's
unshare --mount --propagation private bash -euc '
	mount -t tmpfs none dev
	mknod dev/null c 1 3
	mknod dev/full c 1 7
	mknod dev/disk b 1 0
	ln -s /proc/self/fd/1 dev/stdout
	cd dev
	ls -l >../before
	"$KVMTRAP" save -R "$STATES/b" stdout | cat >../out
	"$KVMTRAP" save -R "$STATES/b" null
	"$KVMTRAP" export -R "$STATES/b" -o null
	for path in full disk; do
		if "$KVMTRAP" save -R "$STATES/b" $path 2>>../err.dev; then echo "save $path ends well"; exit 1; fi
	done
	ls -l >../after'
written "save DEV/stdout" out plain
assert_eq "devices" "$(sed 's/[0-9]*:[0-9]*//' after)" "$(sed 's/[0-9]*:[0-9]*//' before)"
grep -q 'cannot write full: No space left' err.dev && grep -q 'disk is a disk' err.dev || fail "$(cat err.dev)"
# A file keeps what it has if there is no such command.
if can_mount; then
	for how in stat explain; do
		echo kept >kept
		status=0
		on_host "$STATES/a" '"$KVMTRAP" '$how' -o kept -- /no/such/command' 2>err || status=$?
		assert_eq "status of $how -- /no/such/command: $(cat err)" $status 127
		assert_eq "$how -o" "$(cat kept)" kept
		on_host "$STATES/a" '"$KVMTRAP" '$how' -o kept -- true' || fail "$how -o kept"
		grep -q kept kept && fail "$how: what was there before is still there"
	done
fi
# A signal ends it only when all is written, also where nobody reads for a while.
rm -f fifo
mkfifo fifo
"$KVMTRAP" top --batch -I 0.1 -n 100000 -R "$b" >fifo 2>err &
pid=$!
exec 7<fifo
# The pipe is full when it has written nothing for a second.
for _ in $(seq 2000); do
	now=$(awk '/^wchar/ { print $2 }' /proc/$pid/io)
	[ "$now" != "${last-}" ] || [ "$now" -lt 60000 ] || break
	last=$now
	sleep 1
done
kill -TERM $pid
timeout 300 cat <&7 >out
exec 7<&-
status=0
wait $pid || status=$?
assert_eq "status after SIGTERM: $(cat err)" $status 0
assert_eq "errors" "$(cat err)" ""
"$KVMTRAP" top --batch -I 0.1 -n 2 -R "$b" >two
assert_eq "the last line" "$(tail -n 1 out)" "$(tail -n 1 two)"
