# SPDX-License-Identifier: GPL-2.0-only
# tests/lint/layers: what goes up is found, and where it is: an include, a call, a
# circle, a file without a part, a picture that is not the table's. The parts of this
# tree are in order.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
for folder in module userspace/kvmtrap userspace/vmm; do
	"$top/tests/lint/layers" $folder || fail "$folder is not in order"
done

mkdir -p "$tree"/tests/lint "$tree"/docs "$tree"/d/{high,left,right,low,arch/one} "$tree"/uapi
cp "$top/tests/lint/layers" "$tree/tests/lint/"
layers() { "$tree/tests/lint/layers" d "$@"; }
# says LINE: that alone, and a failure.
says() {
	local said
	! said=$(layers) || fail "no failure, but to be: $1"
	[ "$said" = "$1" ] || fail "to be: $1; is: $said"
}
table() {
	printf '# the lowest first\nuapi\tuapi/\ttables\nlow\tlow/ arch/\tis low\n\n'
	printf 'left\tleft/\tis left\nright\tright/\tis right\n\nhigh\thigh/ main.c\tis high\n'
}
table >"$tree/d/layers"
touch "$tree"/d/{high,left,right,low}/{a,b}.h "$tree"/d/arch/one/{arch,own}.h
printf '#include "high/a.h"\n#include "arch.h"\n' >"$tree/d/main.c"
printf '#include "low/a.h"\n#include "b.h"\n#include "uapi/c.h"\n' >"$tree/d/high/a.c"
printf '#include "own.h"\n' >"$tree/d/arch/one/arch.c"
layers || fail "includes that go down are refused"

printf '\n#include "../high/a.h"\n' >"$tree/d/low/a.c"
says 'd/low/a.c:2: low may not include high ("../high/a.h")'
rm "$tree/d/low/a.c"
echo '#include "right/a.h"' >"$tree/d/left/a.c"
says 'd/left/a.c:1: left may not include right ("right/a.h")'
echo '#include "nowhere.h"' >"$tree/d/left/a.c"
says 'd/left/a.c:1: "nowhere.h" is nowhere'
echo '#include "own.h"' >"$tree/d/left/a.c"
says 'd/left/a.c:1: only arch.h of an architecture is for others ("own.h")'
rm "$tree/d/left/a.c"
mkdir "$tree/d/new"
touch "$tree/d/new/a.c"
says 'd/new/a.c: is in no part of layers'
rm -r "$tree/d/new"
echo '#include "b.h"' >"$tree/d/low/a.h"
echo '#include "a.h"' >"$tree/d/low/b.h"
! said=$(layers) || fail "a circle is not found"
[[ $said = 'a circle of includes: low/'* ]] || fail "a circle: $said"
: >"$tree/d/low/a.h"

printf '<!-- d/layers -->\n    low is high\n<!-- end -->\n' >"$tree/docs/design.md"
! said=$(layers) || fail "a wrong picture is not found"
[[ $said = *'docs/design.md: not the picture of d/layers'* ]] || fail "a picture: $said"
rm "$tree/docs/design.md"

mkdir -p "$tree"/o/{high,low}
echo 'void up(void) {}' >"$tree/d/high/up.c"
echo 'void up(void); void down(void); void down(void) { up(); }' >"$tree/d/low/down.c"
for file in high/up low/down; do gcc -c -o "$tree/o/$file.o" "$tree/d/$file.c"; done
! said=$(layers "$tree/o") || fail "a call is not found"
[ "$said" = 'low/down.o: low calls up() of high/up.o, which is of high' ] || fail "a call: $said"
