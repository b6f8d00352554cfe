#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# kernel.sh NAME: fetch Debian's kernel NAME of kernels.tsv, unless the cache has it:
#   $CACHE/kernel/NAME/release   its `uname -r`
#   $CACHE/kernel/NAME/vmlinuz
#   $CACHE/kernel/NAME/modules/  its modules, for modprobe
# It also installs its headers in the build root, to build modules for it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

[ $# -eq 1 ] || die "usage: kernel.sh NAME, one of: $(kernel_names | tr '\n' ' ')"
check_kernel_name "$1"
dir=$CACHE/kernel/$1
suite=$(kernel_field "$1" 2)
arch=$(kernel_arch "$1")
# Raise the number when what is kept changes.
stamp=$dir/.kvmtrap-1
need_root
[ -z "$(kernel_field "$1" 4)" ] || exec "$EMU/debug-kernel.sh" "$1"
"$EMU/buildroot.sh" "$arch"
[ -e "$stamp" ] && [ -d "$BUILDROOT/usr/src/linux-headers-$(cat "$dir/release")" ] && exit 0
alone "$@"
need_space "$CACHE" 1000 "the kernel $1"
say "fetching Debian's ${1%"-$arch"} kernel and headers for $arch ($suite)"

log=$CACHE/kernel-$1.log
tmp=$BUILDROOT/var/tmp/kernel-$1
rm -rf "$dir" "$tmp"
mkdir -p "$dir" "$tmp"

in_root() { chroot "$BUILDROOT" "$@"; }

# depends PACKAGE PATTERN: print the packages that PACKAGE depends on and whose names match. awk reads to
# the end: apt-cache would fail if nobody read what it still has to say.
depends() {
	in_root apt-cache show "$1" 2>>"$log" |
		awk -v p="$2" '/^Depends:/ && !seen++ { sub(/^Depends: */, ""); gsub(/ *\([^)]*\)/, "")
			n = split($0, d, / *, */)
			for (i = 1; i <= n; i++) if (d[i] ~ p) print d[i] }'
}

# The lists may be older than a release that has replaced a kernel. A suite that cannot be asked is no
# reason to give up: the download tells.
in_root apt-get -qq update >>"$log" 2>&1 || true
# Take the newest kernel of this version: a suite may have several. The flavour is before
# the architecture in the package's name (rt-arm64), or after it (arm64-16k).
name=${1%"-$arch"}
version=${name%%-*} flavour=${name#"${name%%-*}"}
image=$(in_root apt-cache pkgnames linux-image- |
	grep -E "^linux-image-${version//./\\.}\.[0-9][^-]*(-[0-9]+)?(-$arch$flavour|$flavour-$arch)\$" | sort -V | tail -n 1) ||
	die "Debian's $suite has no $arch kernel $name any more; see kernels.tsv"
release=${image#linux-image-}
headers=linux-headers-$release

# The headers of this release also need the common part, and the build tools for the
# build machine.
more=$(depends "$headers:$arch" '^linux-(headers|kbuild)-' | sort -u)
want="$image:$arch $headers:$arch"
for p in $more; do
	case $p in
	linux-kbuild-*) want="$want ${p%:*}:$HOST_ARCH" ;;
	*) want="$want ${p%:*}:all" ;;
	esac
done
# From 7.2 on the image is split into binary and modules.
for p in $(depends "$image:$arch" '^linux-(binary|modules)-'); do
	want="$want $p:$arch"
done

fetch() {
	# shellcheck disable=SC2016,SC2086 # $1 is the inner shell's; a list
	in_root sh -c 'cd "$1" && shift && apt-get -qq download "$@"' sh \
		"/var/tmp/kernel-$1" ${want//:all/} >>"$log" 2>&1
}
fetch "$1" || die "download failed; see $log"

for deb in "$tmp"/linux-headers-*.deb "$tmp"/linux-kbuild-*.deb; do
	dpkg-deb --fsys-tarfile "$deb" |
		tar -x --keep-directory-symlink -C "$BUILDROOT"
done
for deb in "$tmp"/linux-image-*.deb "$tmp"/linux-binary-*.deb "$tmp"/linux-modules-*.deb; do
	[ -e "$deb" ] && dpkg-deb -x "$deb" "$tmp/x"
done
vmlinuz=$(find "$tmp/x" -name 'vmlinuz*' -type f | head -n 1)
modules=$(find "$tmp/x" -type d -path "*/lib/modules/$release" | head -n 1)
[ -n "$vmlinuz" ] && [ -n "$modules" ] || die "$image holds no kernel; see $tmp/x"
cp "$vmlinuz" "$dir/vmlinuz"
mkdir -p "$tmp/m/lib/modules"
mv "$modules" "$tmp/m/lib/modules/$release"
in_root depmod -b "/var/tmp/kernel-$1/m" "$release" >>"$log" 2>&1 ||
	die "depmod failed; see $log"
mv "$tmp/m" "$dir/modules"
echo "$release" >"$dir/release"
rm -rf "$tmp"
touch "$stamp"
