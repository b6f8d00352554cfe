# SPDX-License-Identifier: GPL-2.0-only
# Of two scripts that work in one folder the second says that it waits. It waits until the first has ended, also
# where that is killed.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
first=
trap '[ -z "$first" ] || kill -KILL $first 2>/dev/null; rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkfifo "$work/go"
bash -c 'set -euo pipefail; . "$0/emu/lib.sh"; own "$1/tree"; echo >"$1/begun"; read -r _ <"$1/go"' "$TOP" "$work" &
first=$!
until [ -s "$work/begun" ]; do kill -0 $first || fail "it has ended"; sleep 0.1; done
! flock -n "$work/tree.lock" true || fail "the folder is not locked"
bash -c 'set -euo pipefail; . "$0/emu/lib.sh"; own "$1/tree"; [ -e "$1/over" ]' "$TOP" "$work" 2>"$work/said" &
second=$!
until grep -q 'waiting for another run that works in .*/tree$' "$work/said"; do kill -0 $second || fail "the second has ended"; sleep 0.1; done
touch "$work/over"
kill -KILL $first
wait $first 2>/dev/null || true
first=
wait $second || fail "the second has not waited"
# So does check-mutants, which takes the last commit.
[ -e "$TOP/.git" ] || exit 0
git clone -q "$TOP" "$work/clone"
mutants=$work/clone/build/mutants
mkdir -p "$mutants"
exec 5>"$mutants/tree.lock"
flock 5
"$work/clone/tests/mutation/run.sh" 5>&- >/dev/null 2>"$work/said" &
first=$!
until grep -q 'waiting for another run that works in .*/mutants/tree$' "$work/said"; do
	kill -0 $first && [ ! -e "$mutants/tree" ] || fail "check-mutants has not waited: $(cat "$work/said")"
	sleep 0.1
done
