# SPDX-License-Identifier: GPL-2.0-only
# A unit test that ends before it has told all its results has failed, also if it ends well. One that fails, or
# that tells all, adds nothing.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
. "$(dirname "$0")/../lib/group.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/tests/unit" "$work/build" "$work/group"
cat >"$work/tests/unit/Makefile" <<'END'
all:
	printf '#!/bin/sh\necho 1..2; echo ok 1 a; echo ok 2 b\n' >$(O)/whole
	printf '#!/bin/sh\necho 1..2; echo ok 1 a\n' >$(O)/early
	printf '#!/bin/sh\necho 1..2; echo ok 1 a; kill -SEGV $$$$\n' >$(O)/dies
	printf '#!/bin/sh\necho 1..2; echo not ok 1 a; echo ok 2 b; exit 1\n' >$(O)/fails
	chmod +x $(O)/*
END
TOP=$work BUILD=$work/build dir=$work/group
# told NAME RESULTS: what run_unit prints of a program.
told() {
	local said
	said=$(run_unit "unit/$1" 2>/dev/null | paste -sd,)
	[ "$said" = "$2" ] || { echo "$1: told '$said', expected '$2'"; exit 1; }
}
told whole 'ok 1 a,ok 2 b'
told early 'ok 1 a,not ok 1 unit/early'
told dies 'ok 1 a,not ok 1 unit/dies'
told fails 'not ok 1 a,ok 2 b'
