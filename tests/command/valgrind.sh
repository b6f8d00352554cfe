# SPDX-License-Identifier: GPL-2.0-only
# valgrind finds no subcommand that reads uninitialized memory or leaks. (The other cases run
# under the address sanitizer, which does not see the former.)
. "$(dirname "$0")/../lib/command.sh"
need_tools valgrind:valgrind gnuplot:gnuplot-nox tmux:tmux
make -s -C "$TOP/userspace/kvmtrap" O="$BUILD/plain" CFLAGS='-O1 -g -Werror' >&2
a=$STATES/a b=$STATES/b
cd "$WORK" || exit
valgrind="valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect"
# clean STATUS ARGUMENT...
clean() {
	local status=0
	$valgrind "$BUILD/plain/kvmtrap" "${@:2}" >out 2>err || status=$?
	assert_eq "status of kvmtrap ${*:2}: $(tail -n 20 err)" "$status" "$1"
}
all=class,vm,vcpu,reason,user,time,handling,hot,latency
clean 0 --help
clean 0 list -a -R "$b"
clean 0 stat -R "$b" --by $all
clean 0 stat -R "$b" --by reason,handling --per vcpu --json
clean 0 diff "$a" "$b" --json
clean 0 diff "$a" "$b"
clean 0 export -a -R "$b" -o export.prom
clean 0 save -R "$b" saved
clean 0 bugreport --anonymous report
clean 0 names
clean 0 names --json -R "$STATES/amd-b"
clean 0 stat -R "$STATES/amd-b" --by $all
clean 0 diff "$b" "$STATES/amd-b"
clean 0 explain "$b"
clean 0 explain --json "$STATES/amd-a" "$STATES/amd-b"
clean 0 explain --rules
clean 2 stat --by nothing
clean 1 stat -R /dev/null
clean 1 doctor
printf 'time,seconds,class,exits\n1.5,0.5,cpu,50\n2.5,1,cpu,70\n' >class.csv
clean 0 plot -o a.svg class.csv
gunzip -c "$STATES/amd.dat.gz" >amd.dat
clean 0 plot --by vm --event mmio,io -o a.svg amd.dat
# The live view: go through its screens, and quit.
script -qc true /dev/null >/dev/null 2>&1 || exit 0
mux() { tmux -L "kvmtrap-$$" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$WORK"' EXIT
mux new-session -d -x 80 -y 24 "$valgrind --log-file=$WORK/top $BUILD/plain/kvmtrap top -R $b; echo \"status \$?\"; exec sleep 1000"
shows() {
	for _ in $(seq 3000); do
		mux capture-pane -p | grep -q -- "$1" && return
		sleep 0.1
	done
	fail "never saw '$1': $(mux capture-pane -p) $(cat "$WORK/top")"
}
shows '^VMs'
mux send-keys / t r a Enter Enter
shows 'vCPUs of'
mux send-keys h
mux resize-window -x 60 -y 15
mux send-keys x Left s p q
shows '^status'
mux capture-pane -p | grep -q '^status 0' || fail "$(mux capture-pane -p) $(cat "$WORK/top")"
