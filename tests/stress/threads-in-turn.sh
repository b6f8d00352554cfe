# SPDX-License-Identifier: GPL-2.0-only
# A vCPU has exact numbers even if another thread runs it each time, or another process that shares
# the memory of its VMM.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact store $((1000 / SCALE + 30)) --rotate-threads
exact load $((300 / SCALE + 20)) --rotate-threads --vcpus=3
on_x86 || exact nisv-user $((300 / SCALE + 20)) --rotate-threads
# The next thread is often where the one before was.
for _ in $(seq $((100 / SCALE + 10))); do exact store 4 --recycle-threads; done
# The files have the process that ran the vCPU first, which need not be trapgen.
named_by_files() {
	sed -i "s/^pid .*/pid $(column "$WORK/snap-$program:vcpus" pid state=live | head -n 1)/" "$1"
}
for program in store load hvc; do
	AMEND="named_by_files" exact $program $((1000 / SCALE + 20)) --rotate-processes --vcpus=2
done

# Its thread is the one that ran it last: 20 stores later another one.
"$TRAPGEN" store 1000000000 --rotate-threads >/dev/null & pid=$!
wait_until column_sum vcpus to_user pid=$pid -gt 5
first=$(column vcpus tid pid=$pid)
before=$(column_sum vcpus to_user pid=$pid)
wait_until column_sum vcpus to_user pid=$pid -gt $((before + 20))
[ "$(column vcpus tid pid=$pid)" != "$first" ] || fail "the thread is $first, as 20 threads ago"
kill -KILL $pid
