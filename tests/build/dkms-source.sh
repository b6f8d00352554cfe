# SPDX-License-Identifier: GPL-2.0-only
# dkms gets the sources and nothing else: no objects that make -C module left beside them, no file of
# another release in the same folder. make dkms-install lets dkms forget what it built of other sources, and
# refuses DESTDIR. make dkms-uninstall removes the sources, also if dkms does not know them.
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

# dkms is played here: it says what it knows, and what it was called for.
cat >"$work/bin/dkms" <<END
#!/bin/sh
[ "\$1" != status ] || { cat $work/status; exit; }
echo "\$1" >>$work/calls
[ "\$1" != remove ] || [ -s $work/status ]
END
chmod +x "$work/bin/dkms"
# calls EXPECTED TARGET: what make TARGET calls dkms for.
calls() {
	: >"$work/calls"
	PATH=$work/bin:$PATH make -s -C "$work/src" "$2" DKMS_TREE="$tree"
	[ "$(xargs <"$work/calls")" = "$1" ] || { echo "make $2 calls dkms for $(xargs <"$work/calls"), expected $1"; exit 1; }
}
: >"$work/status"
calls 'remove install' dkms-install
[ -e "$tree/dkms.conf" ] || { echo "make dkms-install: no sources"; exit 1; }
calls '' dkms-uninstall
[ ! -e "$tree" ] || { echo "make dkms-uninstall leaves the sources"; exit 1; }
echo "kvmtrapcount/$version: added" >"$work/status"
calls remove dkms-uninstall
if PATH=$work/bin:$PATH make -s -C "$work/src" dkms-install DESTDIR="$work/root" 2>"$work/err"; then echo "make dkms-install takes DESTDIR"; exit 1; fi
grep -q '^dkms-install is for this machine' "$work/err" || { cat "$work/err"; exit 1; }
