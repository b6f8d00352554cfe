# SPDX-License-Identifier: GPL-2.0-only
# A random walk through all that users and operators can do at the same time agrees with a model
# (tests/model/walk.c). When something is wrong, the walk prints its seed, and the shortest walk
# that was found to go wrong in the same way.
# groups: patching
# needs: text-patching
. "$(dirname "$0")/../lib/host.sh"
need_text_patching
# A VMM that crashes leaves a line in the kernel's log.
echo 1 >/proc/sys/debug/exception-trace
# This takes 20 minutes, or less with SCALE, but at least 20 seconds. A walk takes one or two. Where
# a second takes long, as in bochs, SCALE is above 400: that is one walk.
seconds=$((SCALE > 1 ? 400 / SCALE : 1200))
if [ $seconds -eq 0 ]; then
	long=--walks=1
elif [ $seconds -lt 20 ]; then
	long=--seconds=20
else
	long=--seconds=$seconds
fi
# make check has SCALE 100 or more. It begins with the same seed each time, so that a change does not fail
# because of an older error. Other groups draw a seed.
[ "$SCALE" -lt 100 ] || long="$long --seed=1"
# What 5.10 counts for an MSR filter is told at the vCPU's next exit. The model wants it at once.
without=
! on_x86 || [[ $(uname -r) != 5.10.* ]] || without='--without=msr-filter --without=msr-denied --without=msr-caught'
# shellcheck disable=SC2086 # words
$HERE/walk $long --attach="${ATTACH:-kretprobe}" $without 2>"$WORK/lacking" |
	tee /share/walk.log >"$WORK/out"
[ "${PIPESTATUS[0]}" -eq 0 ] ||
	fail "$(grep -E ': wrong at step|^shortened to' "$WORK/out"; tail -n 40 "$WORK/out"; tail -n 5 "$WORK/lacking")"
[ "$(grep -c 'nothing wrong$' "$WORK/out")" -gt 0 ] || fail "no walk came to its end"
