# SPDX-License-Identifier: GPL-2.0-only
# The command is for any Linux, also for one of 32 bits: the compiler has no complaint about a file for
# such a machine, such as a format for a number of another size.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
[ "$HOST_ARCH" = amd64 ] || { echo "this compiler makes no code for 32 bits"; exit 4; }
need_tools gcc:gcc pkg-config:pkgconf
libraries=$(sed -n 's/^libraries := //p' "$TOP/userspace/kvmtrap/Makefile")
# shellcheck disable=SC2086 # a list
pkg-config --exists $libraries ||
	install_packages libjansson-dev libncurses-dev libtracecmd-dev libtracefs-dev libtraceevent-dev
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Headers are the same for both, but for a list of functions that the C library of 32 bits lacks.
mkdir -p "$work/gnu"
touch "$work/gnu/stubs-32.h"
cd "$TOP/userspace/kvmtrap"
# shellcheck disable=SC2046,SC2086
printf '%s\n' *.c */*.c | xargs -P "$(nproc)" -n 8 gcc -m32 -fsyntax-only -O2 -std=gnu11 -D_GNU_SOURCE \
	-D_TIME_BITS=64 -D_FILE_OFFSET_BITS=64 -Wall -Wextra -Wno-missing-field-initializers -Werror -I. -I"$TOP" \
	-DKVMTRAP_VERSION='"0.1.0"' -I"$work" $(pkg-config --cflags $libraries) -idirafter /usr/include/x86_64-linux-gnu
