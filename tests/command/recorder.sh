# SPDX-License-Identifier: GPL-2.0-only
# kvmtrap record --slower sets trace_min_ns back, whatever ends it: Ctrl-C, SIGTERM, a terminal that
# hangs up, a pipe that nobody reads, a command that ends, or trace-cmd. A command gets the signals
# that ask to end. One that was not started has not succeeded. trace-cmd is played by a script here.
. "$(dirname "$0")/../lib/command.sh"
can_mount || { echo "no mount namespaces here"; exit 4; }
mkdir "$WORK/bin"
cat >"$WORK/bin/trace-cmd" <<'E2'
#!/bin/bash
cat $P/trace_min_ns >"$WORK/during"
[ ! -e "$WORK/trace-cmd-fails" ] || exit 7
[ ! -e "$WORK/trace-cmd-waits" ] || exec cat >/dev/null
[ "${*: -1}" = cat ] || { echo "unexpected: $*" >&2; exit 9; }
cat
E2
chmod +x "$WORK/bin/trace-cmd"
export PATH=$WORK/bin:$PATH P=/sys/module/kvmtrapcount/parameters
# record STATUS SCRIPT: run SCRIPT on a host where trace_min_ns is 5; look at both afterwards.
record() {
	local status=0
	rm -f "$WORK"/{during,said}
	on_host "$STATES/a" "echo 5 >\$P/trace_min_ns; status=0
		$2
		cat \$P/trace_min_ns >\"\$WORK/afterwards\"; exit \$status" 2>"$WORK/err" || status=$?
	assert_eq "status of $2: $(cat "$WORK/err")" $status "$1"
	assert_eq "trace_min_ns during $2" "$(cat "$WORK/during")" 70000
	assert_eq "trace_min_ns after $2" "$(cat "$WORK/afterwards")" 5
}
# until_signal HOW SIGNAL...: start it by HOW, wait until it records, and send the signals.
until_signal() {
	# shellcheck disable=SC2016 # the inner shell's
	record 0 "$1"' "$KVMTRAP" record --slower 70us -o "$WORK/trace.dat" 2>"$WORK/said" & pid=$!
		until grep -qs "^recording into" "$WORK/said"; do kill -0 $pid; sleep 0.05; done
		for signal in '"${*:2}"'; do kill -$signal $pid; done
		wait $pid || status=$?'
}
for signal in INT TERM HUP QUIT; do
	# Who runs the tests may have had it ignored.
	until_signal "env --default-signal=$signal" $signal
done
# shellcheck disable=SC2016 # the inner shell's
record 0 'mkfifo "$WORK/pipe"; exec 8<>"$WORK/pipe" 9>"$WORK/pipe" 8<&-
	env --default-signal=PIPE "$KVMTRAP" record --slower 70us -o "$WORK/trace.dat" 2>&9 ||
		status=$?'
# nohup wants it to go on.
until_signal 'env --ignore-signal=HUP' HUP TERM
record 3 '"$KVMTRAP" record --slower 70us -o "$WORK/trace.dat" -- bash -c "exit 3" || status=$?'
# The signal is for kvmtrap alone.
for signal in TERM HUP; do
	record $((128 + $(kill -l $signal))) 'rm -f "$WORK/began"
		env --default-signal='$signal' "$KVMTRAP" record --slower 70us \
			-o "$WORK/trace.dat" -- bash -c "touch \"\$WORK/began\"; exec sleep 1000" & pid=$!
		until [ -e "$WORK/began" ]; do kill -0 $pid; sleep 0.05; done
		kill -'$signal' $pid; wait $pid || status=$?'
done
# It comes before trace-cmd records.
touch "$WORK/trace-cmd-waits"
record 1 '"$KVMTRAP" record --slower 70us -o "$WORK/trace.dat" -- touch "$WORK/not-run" & pid=$!
	until [ -s "$WORK/during" ]; do kill -0 $pid; sleep 0.05; done
	while kill -TERM $pid 2>/dev/null; do sleep 0.05; done; wait $pid || status=$?'
rm "$WORK/trace-cmd-waits"
[ ! -e "$WORK/not-run" ] || fail "the command was run after SIGTERM"
# It comes before kvmtrap waits for trace-cmd. It would wait for ever if it had not seen it.
cat >"$WORK/early.c" <<'E2'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <sys/types.h>
ssize_t send(int fd, const void *buf, size_t n, int flags)
{
	ssize_t (*real)(int, const void *, size_t, int) = dlsym(RTLD_NEXT, "send");

	raise(SIGTERM);
	return real(fd, buf, n, flags);
}
E2
gcc -shared -fPIC -o "$WORK/early.so" "$WORK/early.c" -ldl
# shellcheck disable=SC2016 # the inner shell's
record 1 'ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$WORK/early.so "$KVMTRAP" record \
	--slower 70us -o "$WORK/trace.dat" -- touch "$WORK/not-run" || status=$?'
[ ! -e "$WORK/not-run" ] || fail "the command was run after an early SIGTERM"
# It comes before kvmtrap waits for the command, and Ctrl-C at the same moment. It would wait until
# the command has ended.
cat >"$WORK/late.c" <<'E2'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>

static int programs;

static void come(void)
{
	if (programs == 2) {
		programs++;
		raise(SIGINT);
		raise(SIGTERM);
	}
}

int posix_spawnp(pid_t *pid, const char *file, const posix_spawn_file_actions_t *actions,
		 const posix_spawnattr_t *attr, char *const argv[], char *const env[])
{
	int (*real)(pid_t *, const char *, const posix_spawn_file_actions_t *,
		    const posix_spawnattr_t *, char *const [], char *const []) =
		dlsym(RTLD_NEXT, "posix_spawnp");

	programs++;
	return real(pid, file, actions, attr, argv, env);
}

int waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
	int (*real)(idtype_t, id_t, siginfo_t *, int) = dlsym(RTLD_NEXT, "waitid");

	if (!(options & WNOHANG))
		come();
	return real(type, id, info, options);
}

int sigwaitinfo(const sigset_t *set, siginfo_t *info)
{
	int (*real)(const sigset_t *, siginfo_t *) = dlsym(RTLD_NEXT, "sigwaitinfo");

	come();
	return real(set, info);
}
E2
gcc -shared -fPIC -o "$WORK/late.so" "$WORK/late.c" -ldl
# shellcheck disable=SC2016 # the inner shell's
record 143 'ASAN_OPTIONS=verify_asan_link_order=0 LD_PRELOAD=$WORK/late.so "$KVMTRAP" record \
	--slower 70us -o "$WORK/trace.dat" -- env -u LD_PRELOAD sleep 20 || status=$?'
touch "$WORK/trace-cmd-fails"
record 1 '"$KVMTRAP" record --slower 70us -o "$WORK/trace.dat" -- true || status=$?'
# The module begins to see entries some milliseconds after its event was switched on: a command waits for
# that. Ctrl-C meanwhile ends it, and the command is not started.
rm -f "$WORK/trace-cmd-fails"
sed 's/^state\.kvm_entry .*/state.kvm_entry disabled/' "$STATES/a" >"$WORK/late"
grep -qx 'state.kvm_entry disabled' "$WORK/late" || fail "the state has no such line"
# shellcheck disable=SC2016 # the inner shell's
on_host "$WORK/late" 'echo 5 >$P/trace_min_ns; health=/sys/kernel/debug/kvmtrap/health
	(sleep 0.2; sed -i "s/^state.kvm_entry .*/state.kvm_entry armed/" $health) &
	"$KVMTRAP" record -o "$WORK/trace.dat" -- cat $health >"$WORK/said"' 2>"$WORK/err" || fail "record: $(cat "$WORK/err")"
grep -qx 'state.kvm_entry armed' "$WORK/said" || fail "the command did not wait: $(cat "$WORK/said")"
# shellcheck disable=SC2016
record_late() { on_host "$WORK/late" 'echo 5 >$P/trace_min_ns; "$KVMTRAP" record -o "$WORK/trace.dat" -- touch "$WORK/ran"' 2>"$WORK/err"; }
record_late && [ -e "$WORK/ran" ] || fail "it waits for ever, or the command was not started: $(cat "$WORK/err")"
