#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# build.sh NAME [MAKE-ARGUMENT ...]: build kvmtrapcount.ko for the kernel NAME of
# kernels.tsv, in the build root, with a compiler that fits. Also build the modules of
# the tests (tests/modules). Prints the path of kvmtrapcount.ko.
#
# It builds at W=1 and fails after a warning, so that whatever is tested was built
# without one. WARNINGS=ignore: do not fail (tests/mutation puts in errors that may
# cause warnings).
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -ge 1 ] || die "usage: build.sh NAME [MAKE-ARGUMENT ...]"
name=$1
shift
check_kernel_name "$name"
need_root
"$EMU/kernel.sh" "$name"
release=$(cat "$CACHE/kernel/$name/release")
compiler=$(compiler "$name")

# BUILD_AS: the name for the tree in the build root and for the folder here.
as=${BUILD_AS:-$name}
tree=$BUILDROOT/src/module-$as
out=$BUILD/$as
mkdir -p "$out"
# Copied, not bind-mounted, so that nothing is left mounted after an interrupt.
sync_sources "$tree" VERSION module uapi tests/modules

in_root=(chroot "$BUILDROOT")
# objtool, which checks what is built for x86, reads /proc from 7.2 on. This mount ends with
# the command.
# shellcheck disable=SC2016 # the inner shell's
[ "$(kernel_arch "$name")" = arm64 ] ||
	in_root=(unshare --mount sh -c 'mount --bind /proc "$0/proc" && exec chroot "$0" "$@"' "$BUILDROOT")
build() {
	# shellcheck disable=SC2086 # words
	"${in_root[@]}" make -s -C "/usr/src/linux-headers-$release" \
		$compiler modules "$@"
}
{
	build "M=/src/module-$as/module" W=1 "$@" &&
		build "M=/src/module-$as/tests/modules"
} >"$out/build.log" 2>&1 || {
	cat "$out/build.log" >&2
	die "the module does not build for $release"
}
if grep -E 'warning:|WARNING:' "$out/build.log" >&2 && [ "${WARNINGS:-}" != ignore ]; then
	# Otherwise make would not build the file again, and would not warn again.
	find "$tree" -name '*.o' -delete
	die "warnings for $release"
fi
put "$out" "$tree"/tests/modules/*.ko "$tree/module/kvmtrapcount.ko"
echo "$out/kvmtrapcount.ko"
