# SPDX-License-Identifier: GPL-2.0-only
# Whatever hangs is ended, and a line says that it is stuck, and what was last seen: a job in the
# emulated host, a case, a guest that never boots, and a host that never boots. A case after which the
# kernel complains has failed, and so has one that ends who follows the kernel's log. What the kernel has
# said before is no case's, however late it is read. A case may set its own limit.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
dir=$BUILD/harness
rm -rf "$dir"
mkdir -p "$dir"
fail() { printf '%s\n' "$*"; cat "$dir/said"; exit 1; }
# ended STATUS ARGUMENT...: run emu/run.sh, which must end with STATUS.
ended() {
	local status=0
	"$EMU/run.sh" -d "$dir" "${@:2}" >"$dir/said" 2>&1 || status=$?
	# It also says so if it waits for another run that fills the cache.
	sed -i '/^--- waiting for another run/d' "$dir/said"
	[ $status -eq "$1" ] || fail "status $status, expected $1"
}
says() { grep -q -- "$1" "$dir/said" || fail "not a word of: $1"; }

ko=$("$EMU/build.sh" 6.1)
mkdir "$dir/cases"
cp -r "${ko%/*}/steady.ko" "$TOP/tests/lib" "$EMU/guest.sh" "$dir/"
sed -i '/^exec/i sleep 3' "$dir/lib/follow-log"
echo 'echo begun; mkfifo /tmp/pipe; read -r x </tmp/pipe' >"$dir/cases/hangs.sh"
echo 'exit 0' >"$dir/cases/passes.sh"
cat >"$dir/cases/slow.sh" <<'END'
# It takes six ticks, twice what others may take.
# limit: 20
ticks() { local n=; until [ -n "$n" ]; do n=$(cat /run/kvmtrap-ticks); done; echo "$n"; }
end=$(($(ticks) + 6))
while [ "$(ticks)" -lt $end ]; do sleep 0.5; done
END
echo 'echo "WARNING: CPU: 0 PID: 1 at here" >/dev/kmsg' >"$dir/cases/complains.sh"
echo 'pkill -x follow-log; while pgrep -x follow-log >/dev/null; do sleep 0.1; done' >"$dir/cases/deafens.sh"
cat >"$dir/inside" <<'END'
echo "WARNING: before the cases" >/dev/kmsg
LIMIT=3 bash /share/lib/run-cases /share cases/passes cases/hangs cases/complains cases/passes cases/deafens cases/passes
LIMIT=3 bash /share/lib/run-cases /share cases/slow >/share/slow
. /share/guest.sh
# A stand-in for a guest has what guest_await looks at: a process, a log of its console, and a
# pipe. A real guest that hangs would only use up CPU time.
stand_in() {
	"$1" >"/share/$1.log" & guest_pid[$1]=$!
	mkfifo "/tmp/$1"
	exec {out}<>"/tmp/$1"
	guest_out[$1]=$out
	PATIENCE=5 guest_await "$1"
	kill "${guest_pid[$1]}"
}
# The kernel of this guest finds no init, and stops for ever.
nobody() { echo '[    1.0] Kernel panic - not syncing'; exec sleep 1000000; }
stand_in nobody
# In this guest, systemd waits for a unit.
waits() {
	while :; do
		printf '\rJob never.service/start running (%ds / no limit)\r\n' $SECONDS
		sleep 0.3
	done
}
stand_in waits
END
ended 0 'bash /share/inside'
says '^ok 1 cases/passes$'
says '^not ok 2 cases/hangs$'
says '^#   begun$'
says '^#   stuck: not over after 3 s$'
says '^not ok 3 cases/complains$'
says '^#   .*WARNING: CPU: 0 PID: 1 at here$'
says '^ok 4 cases/passes$'
says '^not ok 5 cases/deafens$'
says "^#   nobody follows the kernel's log any more$"
says '^not ok 6 cases/passes$'
grep -q '^ok 1 cases/slow$' "$dir/slow" || { cat "$dir/slow"; exit 1; }
says '^nobody is stuck: nothing has moved for 5 s; last seen: .*Kernel panic'
says '^waits is stuck: nothing has moved for 5 s; last seen: Job never.service/start running'

ended 124 -t 2 'echo begun; exec sleep 1000000'
says '^begun$'
says '^stuck: not over after 2 s$'
says 'was running: .*sleep 1000000$'

STUCK=20 ended 125 -a 'panic=0 rdinit=/nowhere' true
says '^--- the emulated host is stuck: nothing has moved for 20 s; last seen: \['
[ "$(wc -l <"$dir/said")" -eq 2 ] || fail "not two lines"
