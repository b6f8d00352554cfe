# SPDX-License-Identifier: GPL-2.0-only
# dkms gets the sources and nothing else: no objects that make -C module left beside them, no file of
# another release in the same folder. make dkms-install lets dkms forget what it built of other sources,
# but not before the module has built, and all kernels that had it get it again. make dkms-uninstall
# removes the sources, also if dkms does not know them. Both refuse DESTDIR.
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

# dkms is played here: it says what it knows, and what it was called for. So is the kernel's build.
cat >"$work/bin/dkms" <<END
#!/bin/sh
[ "\$1" != status ] || { cat $work/status; exit; }
echo "\$1\${4:+ \$4}" >>$work/calls
[ "\$1" != remove ] || [ -s $work/status ]
[ "\$1 \$4" != "install gone" ]
END
chmod +x "$work/bin/dkms"
mkdir -p "$work/headers/include/config"
echo CONFIG_X86_64=y >"$work/headers/include/config/auto.conf"
printf 'modules:\n\ttouch $(M)/kvmtrapcount.ko\n' >"$work/headers/Makefile"
run() { PATH=$work/bin:$PATH make -s -C "$work/src" KERNELDIR="$work/headers" KERNELRELEASE=6.1-here ARCH=x86_64 "$@"; }
# calls EXPECTED STATUS TARGET: what make TARGET calls dkms for, and how it ends.
calls() {
	local status=0
	: >"$work/calls"
	run "$3" DKMS_TREE="$tree" 2>"$work/err" || status=$?
	[ "$(paste -sd, "$work/calls")" = "$1" ] || { echo "make $3 calls dkms for $(paste -sd, "$work/calls"), expected $1"; exit 1; }
	[ $status = "$2" ] || { echo "make $3 ends with $status, expected $2: $(cat "$work/err")"; exit 1; }
}
: >"$work/status"
# What make install has put there keeps dkms from its own.
mkdir -p "$work/mods/lib/modules/"{6.1-here,7.2-other}/updates/dkms
touch "$work/mods/lib/modules/"{6.1-here,7.2-other}/updates/{,dkms/}kvmtrapcount.ko.xz
INSTALL_MOD_PATH=$work/mods calls 'remove,install 6.1-here' 0 dkms-install
left=$(cd "$work/mods/lib/modules" && find . -name '*.ko*' | sort | paste -sd ' ')
[ "$left" = "./6.1-here/updates/dkms/kvmtrapcount.ko.xz ./7.2-other/updates/dkms/kvmtrapcount.ko.xz ./7.2-other/updates/kvmtrapcount.ko.xz" ] ||
	{ echo "of the modules that were there, make dkms-install left $left"; exit 1; }
[ -e "$tree/dkms.conf" ] || { echo "make dkms-install: no sources"; exit 1; }
calls '' 0 dkms-uninstall
[ ! -e "$tree" ] || { echo "make dkms-uninstall leaves the sources"; exit 1; }
# Kernels for which it was installed get it again, as the old dkms and the new one list them. One that has no
# headers any more is told of, and does not keep the others from theirs.
printf '%s\n' "kvmtrapcount/$version, 6.1-here, x86_64: installed" "kvmtrapcount, $version, 5.10-old, x86_64: installed (WARNING! x)" \
	"kvmtrapcount/$version, 7.2-built, x86_64: built" >"$work/status"
calls 'remove,install 5.10-old,install 6.1-here' 0 dkms-install
echo "kvmtrapcount/$version, gone, x86_64: installed" >>"$work/status"
calls 'remove,install 5.10-old,install 6.1-here,install gone' 2 dkms-install
calls remove 0 dkms-uninstall
# What does not build takes nothing away.
echo 'modules: ; false' >"$work/headers/Makefile"
rm -rf "$work/src/build"
calls '' 2 dkms-install

mkdir -p "$work/root/usr/src/kvmtrapcount-$version"
for target in dkms-install dkms-uninstall; do
	if run $target DESTDIR="$work/root" 2>"$work/err"; then echo "make $target takes DESTDIR"; exit 1; fi
	grep -q '^dkms-install and dkms-uninstall are for this machine' "$work/err" || { cat "$work/err"; exit 1; }
done
[ -e "$work/root/usr/src/kvmtrapcount-$version" ] || { echo "make $target has removed what is below DESTDIR"; exit 1; }
