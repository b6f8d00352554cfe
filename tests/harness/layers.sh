# SPDX-License-Identifier: GPL-2.0-only
# tests/lint/layers: an include of a room above is found, and where it is; so is a
# table with a circle. The rooms of this tree are in order.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
for folder in userspace/kvmtrap userspace/vmm; do
	"$top/tests/lint/layers" $folder || fail "$folder is not in order"
done
"$top/tests/lint/module-layers" || fail "module is not in order"

mkdir -p "$tree"/tests/lint "$tree"/d/{high,low} "$tree"/uapi
cp "$top/tests/lint/layers" "$tree/tests/lint/"
layers() { "$tree/tests/lint/layers" d; }
printf 'main: high\nhigh: low uapi\nlow:\nuapi:\n' >"$tree/d/layers"
touch "$tree"/d/{high,low}/{a,b}.h
echo '#include "high/a.h"' >"$tree/d/main.c"
printf '#include "low/a.h"\n#include "b.h"\n#include "uapi/c.h"\n' >"$tree/d/high/a.c"
layers || fail "an include that goes down is refused"
printf '\n#include "../high/a.h"\n' >"$tree/d/low/a.c"
[ "$(layers)" = 'd/low/a.c:2: low may not include high ("../high/a.h")' ] || fail "not found: $(layers)"
! layers >/dev/null || fail "found, but no failure"
echo '#include "uapi/c.h"' >"$tree/d/low/a.c"
[ "$(layers)" = 'd/low/a.c:1: low may not include uapi ("uapi/c.h")' ] || fail "uapi: $(layers)"
rm "$tree/d/low/a.c"
mkdir "$tree/d/new"
echo '#include "low/a.h"' >"$tree/d/new/a.c"
[ "$(layers)" = "d/new/a.c: the room 'new' is not in layers" ] || fail "a new room: $(layers)"
rm -r "$tree/d/new"
printf 'main: high\nhigh: low uapi\nlow: high\nuapi:\n' >"$tree/d/layers"
[ "$(layers)" = 'd/layers: low names high, which is above it' ] || fail "a circle: $(layers)"
