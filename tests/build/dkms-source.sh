# SPDX-License-Identifier: GPL-2.0-only
# dkms gets the sources and nothing else: no objects that make -C module left beside them, no file of
# another release in the same folder. make dkms-install lets dkms forget what it built of other sources
# and other versions, but not before the module has built, and all kernels that had one get this one. make
# dkms-uninstall removes them and their sources, also if dkms does not know them. Both refuse DESTDIR, and say
# so if there is no dkms.
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
echo "\$1 \${2#*/}\${4:+ \$4}" >>$work/calls
[ "\$1" != remove ] || grep -q "\${2#*/}\"\$" "${tree%/*}/kvmtrapcount-\${2#*/}/dkms.conf"
[ "\$1 \$4" != "build gone" ]
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
	run "$3" DKMS_SOURCES="${tree%/*}" 2>"$work/err" || status=$?
	[ "$(paste -sd, "$work/calls")" = "$1" ] || { echo "make $3 calls dkms for $(paste -sd, "$work/calls"), expected $1"; exit 1; }
	[ $status = "$2" ] || { echo "make $3 ends with $status, expected $2: $(cat "$work/err")"; exit 1; }
}
: >"$work/status"
# What make install has put there keeps dkms from its own.
mkdir -p "$work/mods/lib/modules/"{6.1-here,7.2-other}/updates/dkms
touch "$work/mods/lib/modules/"{6.1-here,7.2-other}/updates/{,dkms/}kvmtrapcount.ko.xz
INSTALL_MOD_PATH=$work/mods calls "build $version 6.1-here,install $version 6.1-here" 0 dkms-install
left=$(cd "$work/mods/lib/modules" && find . -name '*.ko*' | sort | paste -sd ' ')
[ "$left" = "./6.1-here/updates/dkms/kvmtrapcount.ko.xz ./7.2-other/updates/dkms/kvmtrapcount.ko.xz ./7.2-other/updates/kvmtrapcount.ko.xz" ] ||
	{ echo "of the modules that were there, make dkms-install left $left"; exit 1; }
[ -e "$tree/dkms.conf" ] || { echo "make dkms-install: no sources"; exit 1; }
calls '' 0 dkms-uninstall
[ ! -e "$tree" ] || { echo "make dkms-uninstall leaves the sources"; exit 1; }
# Kernels for which it was installed get it again, as the old dkms and the new one list them. One that is
# gone is told of, and does not keep the others from theirs.
printf '%s\n' "kvmtrapcount/$version, 6.1-here, x86_64: installed" "kvmtrapcount, $version, 5.10-old, x86_64: installed (WARNING! x)" \
	"kvmtrapcount/$version, 7.2-built, x86_64: built" >"$work/status"
for_two="build $version 5.10-old,install $version 5.10-old,build $version 6.1-here,install $version 6.1-here"
calls "remove $version,$for_two" 0 dkms-install
echo "kvmtrapcount/$version, gone, x86_64: installed" >>"$work/status"
calls "remove $version,$for_two,build $version gone" 2 dkms-install
calls "remove $version" 0 dkms-uninstall
# Where it does not build for one of them, nothing is taken away. The one that runs is built last.
mkdir -p "$work/mods/lib/modules/5.10-old/"{build,kernel}
cp -r "$work/headers/include" "$work/mods/lib/modules/5.10-old/build/"
printf 'modules:\n\ttouch $(M)/kvmtrapcount.ko; echo old >>%s/built\n' "$work" >"$work/mods/lib/modules/5.10-old/build/Makefile"
printf 'modules:\n\ttouch $(M)/kvmtrapcount.ko; echo here >>%s/built\n' "$work" >"$work/headers/Makefile"
INSTALL_MOD_PATH=$work/mods calls "remove $version,$for_two,build $version gone" 2 dkms-install
[ "$(xargs <"$work/built")" = "old here" ] || { echo "built for $(xargs <"$work/built"), expected: for old, and then here"; exit 1; }
printf 'modules:\n\tfalse\n' >"$work/mods/lib/modules/5.10-old/build/Makefile"
INSTALL_MOD_PATH=$work/mods calls '' 2 dkms-install
grep -q 'it does not build for 5.10-old, so nothing was changed' "$work/err" || { cat "$work/err"; exit 1; }
rm -r "$work/mods/lib/modules/5.10-old/build"
INSTALL_MOD_PATH=$work/mods calls '' 2 dkms-install
grep -q 'the headers of 5.10-old are not here, so nothing was changed' "$work/err" || { cat "$work/err"; exit 1; }
# A run that was stopped after dkms had forgotten all has left the list of kernels.
printf '%s\n' 7.1-kept >"$work/src/build/dkms-kernels"
cp "$work/status" "$work/status.full"
: >"$work/status"
calls "build $version 6.1-here,install $version 6.1-here,build $version 7.1-kept,install $version 7.1-kept" 0 dkms-install
calls "build $version 6.1-here,install $version 6.1-here" 0 dkms-install
mv "$work/status.full" "$work/status"
# What is only looked at changes nothing.
: >"$work/calls"
run -n dkms-install DKMS_SOURCES="${tree%/*}" >/dev/null
[ ! -s "$work/calls" ] || { echo "make -n calls dkms for $(paste -sd, "$work/calls")"; exit 1; }
# Of other versions nothing stays, nor of one whose sources somebody has removed.
mkdir -p "${tree%/*}/kvmtrapcount-9.9"
printf '%s\n' "kvmtrapcount/0.0.9: broken" "kvmtrapcount, 9.9, 5.10-old, x86_64: installed" >"$work/status"
calls "remove 0.0.9,remove 9.9,$for_two" 0 dkms-install
left=$(echo "${tree%/*}"/*)
[ "$left" = "$tree" ] || { echo "the sources of other versions: $left"; exit 1; }
calls "remove 0.0.9,remove 9.9" 0 dkms-uninstall
left=$(ls "${tree%/*}")
[ -z "$left" ] || { echo "make dkms-uninstall leaves the sources: $left"; exit 1; }
# make install-module has depmod look at the kernel that KERNELDIR is of, whichever one runs, by the name that it
# has when it runs. In Debian's headers of 5.10 and 6.1 the file kernel.release has another one.
printf '#!/bin/sh\necho "$*" >>%s/depmod\n' "$work" >"$work/bin/depmod"
chmod +x "$work/bin/depmod"
echo 6.2 >"$work/headers/include/config/kernel.release"
mkdir -p "$work/headers/include/generated"
echo '#define UTS_RELEASE "6.2-other"' >"$work/headers/include/generated/utsrelease.h"
printf 'modules modules_install:\n\ttouch $(M)/kvmtrapcount.ko\n' >"$work/headers/Makefile"
run install-module >/dev/null
[ "$(cat "$work/depmod")" = 6.2-other ] || { echo "depmod has looked at $(cat "$work/depmod")"; exit 1; }
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
# What a package has put there is not touched.
mkdir -p "$tree"
printf '#!/bin/sh\n[ "$*" = "-S %s" ]\n' "$tree" >"$work/bin/dpkg"
chmod +x "$work/bin/dpkg"
for target in dkms-install dkms-uninstall; do
	calls '' 2 $target
	grep -qF "$tree is a package's: remove that first (apt purge kvmtrapcount-dkms)" "$work/err" || { cat "$work/err"; exit 1; }
done
[ -d "$tree" ] || { echo "the package's folder is gone"; exit 1; }
# Without dkms nothing is done. Where DESTDIR is not whole, there is none.
mkdir "$work/few"
for tool in cat make rm sh uname; do ln -s "$(command -v $tool)" "$work/few/"; done
for target in dkms-install dkms-uninstall; do
	if PATH=$work/few make -s -C "$work/src" $target DKMS_SOURCES="${tree%/*}" 2>"$work/err"; then echo "make $target without dkms"; exit 1; fi
	grep -qx 'there is no dkms here: apt install dkms' "$work/err" || { cat "$work/err"; exit 1; }
done
mkdir "$work/a b"
cp "$TOP"/{Makefile,VERSION} "$work/a b/"
if make -C "$work/a b" tools 2>"$work/err"; then echo "make in a folder with a blank"; exit 1; fi
grep -qF "make takes no path with a blank: move '$work/a b'" "$work/err" || { cat "$work/err"; exit 1; }
if run dkms-source DESTDIR=stage 2>"$work/err"; then echo "make takes DESTDIR=stage"; exit 1; fi
grep -q "DESTDIR must begin with /, and is 'stage'" "$work/err" || { cat "$work/err"; exit 1; }
