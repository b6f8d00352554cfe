# SPDX-License-Identifier: GPL-2.0-only
# Files, folders and pipes are read, each once. If something cannot be read, one line says so.
. "$(dirname "$0")/../lib/command.sh"
b=$STATES/b
cd "$WORK" || exit
of() { "$KVMTRAP" stat --by reason,latency --json "$@"; }
want=$(of -R "$b")
assert_eq "a pipe as -" "$(of -R - < <(cat "$b"))" "$want"
assert_eq "a file as -" "$(of --root=- <"$b")" "$want"
assert_eq "a pipe as /dev/stdin" "$(of -R /dev/stdin < <(cat "$b"))" "$want"
assert_eq "<(...)" "$(of -R <(cat "$b"))" "$want"
mkfifo fifo
cat "$b" >fifo &
assert_eq "a FIFO" "$(of -R fifo)" "$want"
# The pipe gives its text in pieces.
assert_eq "a slow pipe" "$(of -R - < <(head -c 3 "$b"; sleep 0.2; tail -c +4 "$b" | head -c 5000; sleep 0.2; tail -c +5004 "$b"))" "$want"
assert_eq "diff" "$("$KVMTRAP" diff - <(cat "$b") --by class --csv <"$STATES/a")" "$("$KVMTRAP" diff "$STATES/a" "$b" --by class --csv)"
assert_eq "export" "$("$KVMTRAP" export -R - <"$b")" "$("$KVMTRAP" export -R "$b")"
"$KVMTRAP" save -R - - <"$b" >saved
assert_eq "a copy of a pipe" "$(of -R saved)" "$want"
need_tools gnuplot:gnuplot-nox
printf 'time,seconds,class,exits\n1.5,0.5,cpu,50\n2.5,1,cpu,70\n' >class.csv
"$KVMTRAP" plot -o file.svg class.csv
"$KVMTRAP" plot -o pipe.svg <(cat class.csv)
"$KVMTRAP" plot -o - - <class.csv >stdin.svg
# The title names what was read.
for name in class.csv /dev/fd/63 stdin; do grep -q "<text>$name, 1970" file.svg pipe.svg stdin.svg || fail "no title with $name"; done
sed -i 's/<text>[^<]*, 1970/<text>1970/' file.svg pipe.svg stdin.svg
cmp file.svg pipe.svg && cmp file.svg stdin.svg || fail "plots of one table differ"

# says STATUS TEXT COMMAND...
says() {
	local status=0
	"${@:3}" >out 2>err || status=$?
	assert_eq "status of ${*:3}: $(cat err)" "$status" "$1"
	assert_eq "lines of ${*:3}: $(cat err)" "$(wc -l <err)" 1
	grep -qF -- "$2" err || fail "${*:3}: $(cat err)"
}
for tool in gzip:zcat xz:xzcat bzip2:bzcat zstd:zstdcat; do
	command -v "${tool%:*}" >/dev/null || continue
	"${tool%:*}" <"$b" >packed
	for from in packed -; do
		says 1 "compressed by ${tool%:*}: unpack it, or read it from a pipe, with - in place of its name: ${tool#*:} FILE | kvmtrap ..." \
			of -R $from <packed
	done
	assert_eq "unpacked" "$("${tool#*:}" packed | of -R -)" "$want"
done
says 1 'cannot read nothing: No such file' of -R nothing
says 1 'of no name' "$KVMTRAP" diff '' "$b"
says 1 "'summary' is missing" of -R /dev/null
says 1 'stdin: this is no recording' "$KVMTRAP" report - <"$b"
says 1 'is a folder' "$KVMTRAP" plot -o x.svg .
head -c 5000 /dev/urandom | tr -d '\n' >noise
says 1 'neither text nor a recording' of -R noise
# A folder may hold what nobody ever writes into, or what has no end. The limits only end a run that
# hangs, or takes all memory.
mkdir folder
awk '/^kvmtrap / { f = "folder/" $2 } { print > f }' "$b"
for kind in 'mkfifo folder/vms' 'ln -s /dev/zero folder/vms' 'mkfifo folder/.snapshot'; do
	rm -f folder/vms
	$kind
	says 1 "cannot read folder/${kind##*/}: it is no regular file" timeout 300 "$KVMTRAP" stat -R folder
done
rm folder/.snapshot
truncate -s 1T folder/vms
ASAN_OPTIONS=hard_rss_limit_mb=1000 says 1 "cannot read folder/vms: Bad message" timeout 300 "$KVMTRAP" stat -R folder
# Inputs without an end.
says 1 'neither text nor a recording' of -R /dev/zero
says 1 'more than 256 MB: this is no snapshot' of -R <(yes '1 2 3')
says 1 'more than 256 MB: a recording so large must be a file' of -R <(printf '\027\010\104tracing'; yes)
