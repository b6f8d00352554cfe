# SPDX-License-Identifier: GPL-2.0-only
# dkms gets the sources and nothing else: no objects that make -C module left beside them, no file of
# another release in the same folder. make dkms-install lets dkms forget what it built of other sources.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
version=$(cat "$TOP/VERSION")
tree=$work/root/usr/src/kvmtrapcount-$version
mkdir -p "$work/src" "$work/bin" "$tree/module"
cp -r "$TOP"/{Makefile,VERSION,module,uapi} "$work/src/"
touch "$tree/module/gone.c" "$work/src/module/"{main.o,.main.o.cmd,kvmtrapcount.{ko,mod,mod.c},Module.symvers}

(umask 077 && make -s -C "$work/src" dkms-source DESTDIR="$work/root")
want=$(cd "$TOP" && find module uapi -name '*.[ch]' ! -name '*.mod.c' -o -name Kbuild)
differs=$(diff <(printf '%s\n' VERSION dkms.conf "$want" | sort) <(cd "$tree" && find . -type f -printf '%P\n' | sort)) ||
	{ echo "dkms gets other files: $differs"; exit 1; }
closed=$(find "$tree" ! -perm -go=r)
[ -z "$closed" ] || { echo "not all can read $closed"; exit 1; }

# shellcheck disable=SC2016 # the inner shell's
printf '#!/bin/sh\necho "$*" >>%s/calls\n[ "$1" != remove ]\n' "$work" >"$work/bin/dkms"
chmod +x "$work/bin/dkms"
PATH=$work/bin:$PATH make -s -C "$work/src" dkms-install DESTDIR="$work/root"
[ "$(cut -d' ' -f1 "$work/calls" | xargs)" = 'remove install' ] || { echo "dkms was called: $(cat "$work/calls")"; exit 1; }
