#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# build.sh ROOT DIR [VERSION [ARGUMENT ...]]: build Debian's packages in ROOT (root.sh) into DIR, as of
# VERSION (that of the tree). ARGUMENTs go to dpkg-buildpackage. Its output is DIR/build.log.
# FOLDER: the name of the one in which they are built. Does nothing if DIR has them, of the same files.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
root=$1 dir=$2 version=${3:-$(cat "$TOP/VERSION")}
"$TOP/tests/packages/root.sh" "$root"
mkdir -p "$dir"
exec 8>"$dir.lock"
flock 8
tree=$dir/${FOLDER:-kvmtrapcount-$version}
tarball=$("$TOP/packaging/dist" "$dir")
of=$({ echo "$version ${*:4}" "${FOLDER:-}"; cd "$TOP" && sha256sum "$tarball" && find debian -type f -exec sha256sum {} + | sort; } | sha256sum)
[ "$of" != "$(cat "$dir/of" 2>/dev/null)" ] || exit 0
find "$dir" -mindepth 1 ! -path "$tarball" -delete
mkdir -p "$tree"
tar -xf "$tarball" -C "$tree" --strip-components=1
mv "$tarball" "$dir/kvmtrapcount_$version.orig.tar.xz"
cp -r "$TOP/debian" "$tree/"
if [ "$version" != "$(cat "$TOP/VERSION")" ]; then
	# A release that is not there yet.
	echo "$version" >"$tree/VERSION"
	sed -i "1s/(.*-/($version-/" "$tree/debian/changelog"
	tar -cJf "$dir/kvmtrapcount_$version.orig.tar.xz" -C "$dir" --exclude=debian "${tree##*/}"
fi
# shellcheck disable=SC2016 # the inner shell's
"$TOP/tests/packages/in-root.sh" "$root" "$dir" '
	cd "$1" && shift
	[ "$1" != --host-arch=arm64 ] || { dpkg --force-depends -r libtracecmd-dev && dpkg -i /var/cache/libtracecmd-dev_*_arm64.deb; }
	dpkg-buildpackage -us -uc "$@"' "${tree##*/}" "${@:4}" >"$dir/build.log" 2>&1 || { tail -n 20 "$dir/build.log" >&2; die "the packages do not build in $root; see $dir/build.log"; }
rm -rf "$tree"
echo "$of" >"$dir/of"
