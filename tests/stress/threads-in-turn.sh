# SPDX-License-Identifier: GPL-2.0-only
# A vCPU that is run by ever other threads, or by processes that share its VMM's
# memory, has exact numbers.
. "$(dirname "$0")/../lib/host.sh"
load_module
exact store $((1000 / SCALE + 30)) --rotate-threads
exact load $((300 / SCALE + 20)) --rotate-threads --vcpus=3
exact nisv-user $((300 / SCALE + 20)) --rotate-threads
# The files name the process that ran it first, which need not be trapgen.
named_by_files() {
	sed -i "s/^pid .*/pid $(column "$WORK/snap-$program:vcpus" pid state=live | head -n 1)/" "$1"
}
for program in store load hvc; do
	AMEND="named_by_files" exact $program $((1000 / SCALE + 20)) --rotate-processes --vcpus=2
done
