# SPDX-License-Identifier: GPL-2.0-only
# make check-here asks first whether it can run here, then builds, and hands all that it needs to its
# runner. What cannot be built is told in one line. integration/check-here tests the runner.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf '%s\n' "$*"; exit 1; }
mkdir -p "$work"/{bin,headers,tests/command,emu,build/tools}
cp -r "$TOP"/tests/{here.sh,lib,integration} "$work/tests/"
cp -r "$TOP/tests/command/released" "$work/tests/command/"
cp "$TOP"/emu/{table.sh,watch} "$work/emu/"
# A runner that says how it is called, and a make that says so, too, and builds nothing but empty files.
cat >"$work/tests/lib/here" <<'END'
#!/bin/bash
echo "here $*" >>"$WORK/calls"
[ "$1" != -c ] || exit "${CANNOT:-0}"
ls "$1" "$1/lib/watch" "$1/lib/table.sh" "$1/integration/exact-cpu.sh" >"$WORK/files"
END
cat >"$work/bin/make" <<'END'
#!/bin/bash
echo "make ${*:2}" >>"$WORK/calls"
[[ " $* " != *" ${FAILS:-no} "* ]] || { echo "make: it fails"; exit 2; }
touch "$WORK"/build/{kvmtrapcount.ko,tools/kvmtrap} "$WORK/build/here/trapgen"
END
chmod +x "$work/tests/lib/here" "$work/bin/make"
touch "$work/headers/Makefile"
export WORK=$work KERNELDIR=$work/headers
# check_here STATUS LAST CASE...: run it; its status, and its last line.
check_here() {
	local status=0
	rm -f "$work/calls" "$work/files"
	PATH=$work/bin:$PATH "$work/tests/here.sh" "${@:3}" >"$work/out" 2>&1 || status=$?
	[ "$status" -eq "$1" ] || fail "status $status, expected $1: $(cat "$work/out")"
	[[ $(tail -n 1 "$work/out") == *$2* ]] || fail "no '$2': $(cat "$work/out")"
}
check_here 0 "building kvmtrap" exact-cpu exact-io
[ "$(sed "s,$work,TOP,g" "$work/calls")" = "here -c
make -C TOP modules
make -C TOP -C userspace/vmm O=TOP/build/here
make -C TOP tools
here TOP/build/here exact-cpu exact-io" ] || fail "$(cat "$work/calls")"
for file in kvmtrapcount.ko trapgen kvmtrap "$work"/build/here/{lib/watch,lib/table.sh,integration/exact-cpu.sh}; do
	grep -qx "$file" "$work/files" || fail "no $file: $(cat "$work/files")"
done
# Where it cannot run, nothing is built.
CANNOT=2 check_here 2 ""
[ "$(cat "$work/calls")" = "here -c" ] || fail "$(cat "$work/calls")"
KERNELDIR=$work/nowhere check_here 2 "check-here: no headers of this kernel in $work/nowhere: install linux-headers-$(uname -r)"
FAILS=modules check_here 2 "check-here: cannot build the module: it needs gcc and make; what make said is in $work/build/here/build.log"
grep -qx "make: it fails" "$work/build/here/build.log" || fail "$(cat "$work/build/here/build.log")"
FAILS=tools check_here 2 "check-here: cannot build kvmtrap: README.md has the libraries it needs"
# This make knows it, and what it is to run.
grep -qx "	@tests/here.sh \$(CASES)" "$TOP/Makefile" || fail "Makefile: check-here"
# The real runner says no by itself, if this is no machine for it.
status=0
setarch linux32 "$TOP/tests/lib/here" -c >"$work/out" 2>&1 || status=$?
[ "$status $(wc -l <"$work/out")" = "2 1" ] || fail "status $status: $(cat "$work/out")"
