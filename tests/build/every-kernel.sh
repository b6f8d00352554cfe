# SPDX-License-Identifier: GPL-2.0-only
# The module builds for every kernel of kernels.tsv without a warning at W=1,
# from the oldest to the newest, each with a compiler that fits.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
for kernel in $(debian_kernels); do
	# All of it, though the rest of the tests have built it before.
	rm -rf "$BUILDROOT/src/module-anew"
	BUILD_AS=anew "$EMU/build.sh" "$kernel" W=1 >/dev/null
	if grep -E 'warning|WARNING' "$BUILD/anew/build.log"; then
		echo "warnings for $kernel"
		exit 1
	fi
done
