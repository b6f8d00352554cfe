# SPDX-License-Identifier: GPL-2.0-only
# make, make install and make uninstall work in what make dist has packed, without git; on a machine
# that is not arm64 they cross-build.
# If the module cannot be built, one line says why.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
"$EMU/kernel.sh" 6.1
release=$(cat "$CACHE/kernel/6.1/release")
cross=
[ "$HOST_ARCH" = arm64 ] || cross=aarch64-linux-gnu-
work=$BUILDROOT/var/tmp/install-test
own "$work"
rm -rf "$work"
mkdir -p "$work"
tar -xf "$("$TOP/packaging/dist" "$BUILD/check/install")" -C "$work" --strip-components=1
[ ! -e "$BUILDROOT/usr/bin/git" ] || { echo "there is git in the build root"; exit 1; }

# Another make may have handed down an INSTALL_MOD_PATH that is empty.
run_make() {
	chroot "$BUILDROOT" env -u SOURCE_DATE_EPOCH INSTALL_MOD_PATH= PKG_CONFIG_LIBDIR="${libraries-/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig}" \
		make -s -C /var/tmp/install-test ARCH=arm64 CROSS_COMPILE=$cross "$@"
}
mine() { run_make "KERNELDIR=/usr/src/linux-headers-$release" "KERNELRELEASE=$release" "$@"; }

files() { find "$work" -type f ! -path "$work/build/*" | sort; }
before=$(files)
# The module needs none of the command's libraries.
libraries=/nowhere mine
[ -e "$work/build/kvmtrapcount.ko" ] || { echo "no build/kvmtrapcount.ko"; exit 1; }
after=$(files)
[ "$before" = "$after" ] || { echo "make left files outside of build/"; exit 1; }
file=$work/root/lib/modules/$release/updates/kvmtrapcount.ko
root=/var/tmp/install-test/root
touch -d 2020-02-02T00:00Z "$work/VERSION"
mine install DESTDIR=$root
[ -x "$work/root/usr/local/bin/kvmtrap" ] || { echo "no kvmtrap in bin/"; exit 1; }
for f in share/man/man1/kvmtrap-stat.1 share/man/man5/kvmtrapcount.5 share/kvmtrap/{rules,alerts}.yml share/kvmtrap/{dashboard.json,runbook.md} \
	share/bash-completion/completions/kvmtrap share/zsh/site-functions/_kvmtrap \
	share/fish/vendor_completions.d/kvmtrap.fish lib/systemd/system/kvmtrap-export.timer lib/kvmtrap/trapgen; do
	[ -e "$work/root/usr/local/$f" ] || { echo "no $f"; exit 1; }
done
# The day in a page is not that of the build.
page=$work/root/usr/local/share/man/man1/kvmtrap-stat.1
grep -q '^\.TH .*"2020-02-02"' "$page" || { echo "the page is of another day than the tarball: $(grep '^\.TH' "$page")"; exit 1; }
grep -q '^ExecStart=/usr/local/bin/kvmtrap ' "$work/root/usr/local/lib/systemd/system/kvmtrap-export.service"
# Alerts and dashboard lead to the runbook that is installed, or that RUNBOOK names.
data=$work/root/usr/local/share/kvmtrap
leads() { # WHERE TO
	! grep -n @RUNBOOK@ "$1"/* || { echo "the runbook is nowhere"; exit 1; }
	grep -qF "runbook_url: \"$2#kvmtrapdown\"" "$1/alerts.yml" && grep -qF "\"url\": \"$2\"" "$1/dashboard.json" ||
		{ echo "no alert or no dashboard leads to $2"; exit 1; }
}
leads "$data" file:///usr/local/share/kvmtrap/runbook.md
[ -e "$file" ] || { echo "make install put it elsewhere"; find "$work/root"; exit 1; }
# What the timer writes goes as well. With KERNELRELEASE the module of that kernel goes, without it that of each.
mkdir -p "$work/root/var/lib/prometheus/node-exporter" "$work/root/lib/modules/7.2-other/updates/dkms"
touch "$work/root/var/lib/prometheus/node-exporter/kvmtrap.prom"{,.7.tmp} "$work/root/lib/modules/7.2-other/updates/"{,dkms/}kvmtrapcount.ko.xz
mine uninstall DESTDIR=$root
left=$(cd "$work/root/lib/modules" && find . -type f | sort | paste -sd ' ')
[ "$left" = "./7.2-other/updates/dkms/kvmtrapcount.ko.xz ./7.2-other/updates/kvmtrapcount.ko.xz" ] || { echo "make uninstall of one kernel left $left"; exit 1; }
run_make uninstall DESTDIR=$root
rm "$work/root/lib/modules/7.2-other/updates/dkms/kvmtrapcount.ko.xz"
left=$(find "$work/root" -type f)
[ -z "$left" ] || { echo "make uninstall left $left"; exit 1; }
# The command is installed alone, to other places, without scdoc. It is hardened.
mine -C userspace/kvmtrap install DESTDIR=$root PREFIX=/usr BINDIR=/usr/sbin UNITDIR=/etc/units WITH_MAN=no 'RUNBOOK=https://wiki.example/kvmtrap?a=1&b=|\'
leads "$work/root/usr/share/kvmtrap" 'https://wiki.example/kvmtrap?a=1&b=|\'
[ -x "$work/root/usr/sbin/kvmtrap" ] || { echo "no kvmtrap in BINDIR"; exit 1; }
grep -q '^ExecStart=/usr/sbin/kvmtrap ' "$work/root/etc/units/kvmtrap-export.service"
[ ! -e "$work/root/usr/share/man" ] || { echo "man pages in spite of WITH_MAN=no"; exit 1; }
readelf -d "$work/root/usr/sbin/kvmtrap" | grep -q 'NOW.*PIE' || { echo "kvmtrap is not hardened"; exit 1; }
mine -C userspace/kvmtrap uninstall DESTDIR=$root PREFIX=/usr BINDIR=/usr/sbin UNITDIR=/etc/units
left=$(find "$work/root" -type f)
[ -z "$left" ] || { echo "kvmtrap's uninstall left $left"; exit 1; }
mine -C userspace/kvmtrap clean
[ -z "$(find "$work/build/tools" -name '*.[od]' 2>/dev/null)" ] || { echo "kvmtrap's clean left objects"; exit 1; }
mine clean
[ ! -e "$work/build" ] || { echo "make clean left build/"; exit 1; }

if libraries=/nowhere mine tools 2>"$work/err"; then
	echo "built without libraries"
	exit 1
fi
grep -q 'apt install .*libjansson-dev' "$work/err"
if run_make KERNELDIR=/nowhere 2>"$work/err"; then
	echo "built without headers"
	exit 1
fi
grep -q 'no kernel headers in /nowhere' "$work/err"
mkdir -p "$work/x86/include/config"
echo CONFIG_X86_64=y >"$work/x86/include/config/auto.conf"
if run_make KERNELDIR=/var/tmp/install-test/x86 2>"$work/err"; then
	echo "built for x86 with ARCH=arm64"
	exit 1
fi
grep -q 'are not for arm64' "$work/err"
if run_make KERNELDIR=/var/tmp/install-test/x86 ARCH=mips 2>"$work/err"; then
	echo "built for mips"
	exit 1
fi
grep -q 'not for mips: say ARCH=arm64 or ARCH=x86_64' "$work/err"
rm -rf "$work"
