# SPDX-License-Identifier: GPL-2.0-only
# The module builds without a warning at W=1 for kernels on which make check runs nothing, with
# a compiler that fits. For all others emu/build.sh has shown this. In make check (SCALE) this
# is the newest kernel only, else all of kernels.tsv.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
kernels=7.3
[ "${SCALE:-1}" -gt 1 ] || kernels="$(debian_kernels) $(debian_kernels amd64)"
for kernel in $kernels; do "$EMU/build.sh" "$kernel" >/dev/null; done
