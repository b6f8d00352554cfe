#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# lint-docs.sh - what docs name is there: tests, files, pictures; and chapters that
# docs/rows.md promises. Part of tests/lint.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
docs=(README.md CONTRIBUTING.md CHANGES.md docs/*.md)
status=0
wrong() { echo "$*"; status=1; }

# `integration/lost` is tests/integration/lost.sh; `unit/decode` tests/unit/test_decode.c.
while IFS=: read -r file name; do
	set -- tests/$name.sh "tests/${name/unit\//unit/test_}.c"
	[ -e "$1" ] || [ -e "${*: -1}" ] || wrong "$file: no test '$name'"
done < <(grep -oE '`(integration|stress|course|load-errors|command|build|unit|demo|harness|lab)/[a-z0-9*-]+`' "${docs[@]}" |
	tr -d '`' | sort -u)
while read -r name; do
	[ -e "tests/$name.sh" ] || wrong "docs/rows.md: no test '$name'"
done < <(sed -n 's/^|.* | \([a-z]*\/[^|]*\) |$/\1/p' docs/rows.md | tr -d ' ' | tr , '\n' | sort -u)

# Files and folders of ours.
while IFS=: read -r file name; do
	[ -e "$name" ] || [ -e "userspace/vmm/$name" ] || wrong "$file: no '$name'"
done < <(grep -oE '\b(module|uapi|userspace|emu|tests|demo|lab|docs|guest)/[a-zA-Z0-9_/.-]+\.(c|h|sh|md|tsv|cfg|yml|scd)\b' "${docs[@]}" |
	grep -vE '^CHANGES|NAME' | sort -u)
# Pictures, and links to other documents.
while IFS=: read -r file name; do
	[ -e "$(dirname "$file")/$name" ] || wrong "$file: no '$name'"
done < <(grep -oE '\]\([a-zA-Z0-9_/.-]+\)' "${docs[@]}" | sed 's/](\(.*\))/\1/' | sort -u)

# What rows 10, 11 and 38 of docs/rows.md say that is told.
for topic in 'nested virtualization' 'Hyper-V' 'dirty ring' kcov 'Intel PT' EPT kvm_stat; do
	grep -q "^| .*$topic.* | " docs/kvm.md || wrong "docs/kvm.md: nothing on $topic"
done
grep -q '^## Why there is no kvm_emulate_insn' docs/kvm.md || wrong "docs/kvm.md: no chapter on kvm_emulate_insn"
grep -q 'mem=512M' docs/kvm.md || wrong "docs/kvm.md: nothing on the unit of mem="
exit $status
