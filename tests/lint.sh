#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# lint.sh [-q]: run checkpatch (from Debian's linux-source), sparse and shellcheck over the
# tree, and check the layers of the parts and the names in documents. Exits 1 if any of them
# has something to say. -q: without checkpatch and sparse, which take longer than a few seconds.
set -euo pipefail
. "$(dirname "$0")/../emu/lib.sh"
cd "$TOP"
[ -e .git ] || die "it checks the files that git tracks: run it in a git clone"
need_tools shellcheck:shellcheck readelf:binutils
status=0
finish() {
	[ $status -eq 0 ] && echo "lint: nothing to say"
	exit $status
}

say "shellcheck"
# A script is named so, or says so in its first line. Others are only read by scripts: these have a name here.
{
	git ls-files '*.sh' tests/packages/job/* 'lab/*/host' 'lab/*/report' 'lab/boot/why-*'
	git ls-files | xargs awk 'FNR == 1 && /^#! *\/bin\/(ba|busybox )?sh/ { print FILENAME } { nextfile }'
} | sort -u | xargs shellcheck -s bash -S warning -e SC1090,SC1091,SC2034,SC2154 || status=1

# A loop after a pipe runs in another shell, which cannot end the case.
if git grep -nE '\|[[:space:]]*(while|until|for)\b' 'tests/*.sh' ':!tests/lint.sh'; then
	echo "a case: done < <(...), not a loop behind a pipe"
	status=1
fi
# set -e does not end a script where a command behind "!" succeeds. Only the status of the last line counts.
if git ls-files 'tests/*.sh' 'debian/tests/*' tests/packages/saved-states | xargs awk '
	function tell() { if (seen != "") print seen; seen = "" }
	FNR == 1 { seen = "" }
	seen != "" && !/^[[:space:]]*}/ { tell() }
	{ seen = "" }
	/^[[:space:]]*! / && !/\|\|/ && !/(&&|\\)$/ { seen = FILENAME ":" FNR ":" $0 }
	/\|\| ! [^|&]*$/ && !/(if|while|until) |}$/ { seen = FILENAME ":" FNR ":" $0 }' | grep .; then
	echo "a case: ! COMMAND || fail, not ! COMMAND alone"
	status=1
fi
# A case's own trap on EXIT would replace the one of host.sh, or lose the status of the case.
if git grep -n 'trap .*EXIT' tests/integration tests/stress tests/course; then
	echo "a case: defer, not a trap on EXIT of its own"
	status=1
fi

say "docs"
tests/lint/docs || status=1
tests/bench/tables -n || status=1

say "layers"
for folder in module userspace/kvmtrap userspace/vmm; do
	tests/lint/layers "$folder" || status=1
done

say "mutants"
tests/lint/mutants || status=1

[ "${1:-}" != -q ] || finish

"$EMU/buildroot.sh"
scripts=$CACHE/checkpatch
lock_cache
if [ ! -e "$scripts/checkpatch.pl" ]; then
	say "fetching checkpatch.pl (it comes with linux-source-6.1, 140 MB)"
	rm -rf "$scripts" "$scripts.new"
	mkdir -p "$scripts.new"
	chroot "$BUILDROOT" sh -c 'cd /var/tmp && { apt-get -qq update || true; } && apt-get -qq download linux-source-6.1/bookworm' \
		>"$CACHE/lint.log" 2>&1 || die "cannot download linux-source-6.1; see $CACHE/lint.log"
	dpkg-deb --fsys-tarfile "$BUILDROOT"/var/tmp/linux-source-6.1_*.deb |
		tar -xO --wildcards '*/linux-source-6.1.tar.xz' |
		tar -xJ -C "$scripts.new" --strip-components=2 --wildcards \
			'*/scripts/checkpatch.pl' '*/scripts/spelling.txt' \
			'*/scripts/const_structs.checkpatch'
	rm -f "$BUILDROOT"/var/tmp/linux-source-6.1_*.deb
	# All of them or none, if this is killed.
	mv "$scripts.new" "$scripts"
fi
unlock_cache

checkpatch() {
	local ignore=$1
	shift
	perl "$scripts/checkpatch.pl" --no-tree --file --terse --no-summary --strict \
		--max-line-length=100 --root="$scripts" --ignore "$ignore" "$@" || status=1
}

say "checkpatch"
# X() tables are no macros that need parentheses. NOKPROBE_SYMBOL() is right after its
# function. TRACE_EVENT() has a layout of its own.
tables=FILE_PATH_CHANGES,COMPLEX_MACRO,MACRO_ARG_REUSE,TRAILING_SEMICOLON,CAMELCASE
here=$tables,LINE_SPACING,LINUX_VERSION_CODE,BRACKET_SPACE,ENOSYS,CONSTANT_COMPARISON
# shellcheck disable=SC2046 # file names of ours have no blanks
checkpatch $here $(git ls-files 'module/*.[ch]' 'uapi/*.h' 'tests/modules/*.[ch]' ':!module/account/trace_events.h')
checkpatch $here,OPEN_ENDED_LINE,PARENTHESIS_ALIGNMENT module/account/trace_events.h
# Programs use the C library's types, and have no macros of the kernel.
# shellcheck disable=SC2046
checkpatch $here,VOLATILE,PREFER_KERNEL_TYPES,ARRAY_SIZE,MACRO_WITH_FLOW_CONTROL,AVOID_EXTERNS,PREFER_DEFINED_ATTRIBUTE_MACRO,EMBEDDED_FUNCTION_NAME,SPLIT_STRING,MULTISTATEMENT_MACRO_USE_DO_WHILE,MACRO_ARG_PRECEDENCE,MULTIPLE_ASSIGNMENTS,TYPO_SPELLING,MEMORY_BARRIER,COMPARISON_TO_NULL \
	$(git ls-files 'userspace/*.[chS]' 'tests/unit/*.[ch]' 'tests/fuzz/*.[ch]' 'tests/model/*.[ch]' 'demo/*.[ch]' 'lab/*/*.[ch]' 'tests/bench/*.[ch]' ':!tests/unit/include')

say "sparse, and calls"
tree=$BUILDROOT/src/lint
own "$tree"
for kernel in 6.1 6.1-amd64; do
	"$EMU/kernel.sh" $kernel
	rm -rf "$tree"
	mkdir -p "$tree"
	cp -a VERSION module uapi "$tree/"
	# shellcheck disable=SC2046 # words
	chroot "$BUILDROOT" make -s -C "/usr/src/linux-headers-$(cat "$CACHE/kernel/$kernel/release")" \
		M=/src/lint/module $(compiler $kernel) C=2 modules \
		>"$BUILD/sparse.log" 2>&1 || { cat "$BUILD/sparse.log"; status=1; }
	# Complaints about the kernel's own headers do not count.
	if grep -E '^/src/lint/' "$BUILD/sparse.log"; then status=1; fi
	tests/lint/layers module "$tree/module" || status=1
done

finish
