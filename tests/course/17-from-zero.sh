# SPDX-License-Identifier: GPL-2.0-only
# Row 17: the counts are zero before the first guest, and only grow while one runs.
. "$(dirname "$0")/../lib/host.sh"
load_module
for class in cpu mem io irq serror other total; do assert_eq "$class" "$(summary $class)" 0; done
last=0
for n in 1 2 3 4 5; do
	"$TRAPGEN" mixed 10 >/dev/null
	[ "$(summary total)" -ge $((last + 32)) ] || fail "from $last to $(summary total)"
	last=$(summary total)
	assert_eq "CPU" "$(summary cpu)" $((n * 10))
done
