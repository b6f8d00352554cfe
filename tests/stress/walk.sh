# SPDX-License-Identifier: GPL-2.0-only
# Walks at random through all that users and operators can do at the same time, held
# against a model: tests/model/walk.c. What goes wrong is told with its seed, and with
# the shortest walk found that goes wrong in the same way.
. "$(dirname "$0")/../host/lib.sh"
code_changes_show
# A VMM that crashes leaves a line in the kernel's log.
echo 1 >/proc/sys/debug/exception-trace
# 20 minutes, or 20 seconds of a twentieth.
seconds=$((SCALE > 1 ? 400 / SCALE : 1200))
/share/walk --seconds=$seconds --attach="${ATTACH:-kretprobe}" 2>"$WORK/lacking" |
	tee /share/walk.log >"$WORK/out"
[ "${PIPESTATUS[0]}" -eq 0 ] ||
	fail "$(grep -E ': wrong at step|^shortened to' "$WORK/out"; tail -n 40 "$WORK/out"; tail -n 5 "$WORK/lacking")"
[ "$(grep -c 'nothing wrong$' "$WORK/out")" -gt 0 ] || fail "no walk came to its end"
