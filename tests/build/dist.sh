# SPDX-License-Identifier: GPL-2.0-only
# make dist gives the same bytes each time, also from an unpacked tarball, without git. It has all
# that is tracked but debian/. The tests start there. build/install builds from it.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Whoever calls git gets this.
mkdir "$work/bin"
printf '#!/bin/sh\necho "git was called: $*" >&2\nexit 99\n' >"$work/bin/git"
chmod +x "$work/bin/git"
name=kvmtrapcount-$(cat "$TOP/VERSION")
without_git() { (cd "$work/$name" && PATH=$work/bin:$PATH "$@"); }

"$TOP/packaging/dist" "$work/one" >/dev/null
tarball=$work/one/$name.tar.xz
tar -xf "$tarball" -C "$work"
(umask 077 && TZ=Asia/Tokyo LC_ALL=C.UTF-8 "$TOP/packaging/dist" "$work/two" >/dev/null)
cmp "$tarball" "$work/two/$name.tar.xz" || { echo "two tarballs of the same files differ"; exit 1; }
touch "$work/$name/Makefile"
chmod g+w "$work/$name/README.md"
without_git make -s dist >"$work/out"
[ "$(cat "$work/out")" = "build/$name.tar.xz" ] || { echo "make dist says: $(cat "$work/out")"; exit 1; }
cmp "$tarball" "$work/$name/build/$name.tar.xz" || { echo "the unpacked tarball makes another"; exit 1; }

if [ -e "$TOP/.git" ]; then
	missing=$(comm -3 <(cd "$TOP" && git ls-files | grep -v ^debian/ | LC_ALL=C sort) \
		<(tar -tf "$tarball" | sed "s,^$name/,," | LC_ALL=C sort))
	[ -z "$missing" ] || { echo "not in the tarball, or only there: $missing"; exit 1; }

	# In a clone it tells of files that git does not know: the tarball would lack them.
	cp -r "$work/$name" "$work/clone"
	rm -rf "$work/clone/build"
	# A hook that runs this case may have named the real repository.
	read -ra names <<<"$(git rev-parse --local-env-vars | tr '\n' ' ')"
	unset "${names[@]}"
	export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
	commit() { git -C "$work/clone" add -A && git -C "$work/clone" -c user.name=x -c user.email=x commit -q -m x; }
	git init -q "$work/clone" && commit
	(cd "$work/clone" && packaging/dist >"$work/out" 2>&1)
	! grep -q "not the files of the commit" "$work/out" || { echo "dist tells of other files in a clean clone"; exit 1; }
	touch "$work/clone/docs/new.md"
	(cd "$work/clone" && packaging/dist >"$work/out" 2>&1)
	grep -q "not the files of the commit" "$work/out" || { echo "dist says nothing of a file that git does not know"; exit 1; }
fi
[ "$(tar -tvf "$tarball" | awk '{ print $2 }' | sort -u)" = root/root ] || { echo "files belong to others than root"; exit 1; }

# make check starts, and a test passes.
without_git tests/run -l -g check >"$work/out"
grep -q build/dist "$work/out" || { echo "make check has no cases there"; exit 1; }
mkdir "$work/unit"
without_git make -s -C tests/unit O="$work/unit" "$work/unit/text" >"$work/out" 2>&1
"$work/unit/text" >"$work/out" || { echo "unit/text fails there"; exit 1; }
# What needs git says so.
if without_git tests/lint.sh -q >"$work/out" 2>&1; then echo "make lint has passed without git"; exit 1; fi
grep -q 'lint.sh: .*git clone' "$work/out" || { echo "make lint says: $(tail -n 2 "$work/out")"; exit 1; }
echo 0.1-rc >"$work/$name/VERSION"
if without_git packaging/dist >"$work/out" 2>&1; then echo "made version 0.1-rc"; exit 1; fi
grep -q "VERSION says '0.1-rc'" "$work/out" || { echo "dist says: $(cat "$work/out")"; exit 1; }
