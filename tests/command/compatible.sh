# SPDX-License-Identifier: GPL-2.0-only
# What docs/compatibility.md promises: of states and recordings that a release's module made, this
# command tells the same numbers under the same names; and files, options, parameters, metrics, fields
# of tracepoints and packages that a release had are there. Each release of CHANGES.md is kept. Columns of
# the module's files are held where there is a module: integration/files.
. "$(dirname "$0")/../lib/command.sh"
released=$TOP/tests/command/released
for version in $(sed -n '/not yet released/d; s/^## \([0-9.]*\).*/\1/p' "$TOP/CHANGES.md"); do
	[ -s "$released/$version/formats" ] || fail "nothing of the release $version is kept in tests/command/released/"
done
for dir in "$released"/*/; do
	version=$(basename "$dir")
	"$released/formats" "$version" >"$WORK/now"
	[ "$(wc -l <"$dir/formats")" -ge 1000 ] || fail "$dir/formats is not whole"
	gone=$(LC_ALL=C comm -23 "$dir/formats" "$WORK/now")
	[ -z "$gone" ] || fail "$version had these, and they are gone or otherwise:"$'\n'"$gone"
	[ "$version" = "$(cat "$TOP/VERSION")" ] || continue
	# What is new in the version that is being made is kept as well, or nobody would notice that it goes again.
	new=$(LC_ALL=C comm -13 "$dir/formats" "$WORK/now")
	[ -z "$new" ] || fail "$version has these, and $dir""formats has not: see released/keep"$'\n'"$new"
done

# What was released is not overwritten by what comes later: keep ends at the tag. Here it has a tree of its own.
# The tarball has no tags.
[ -e "$TOP/.git" ] || exit 0
# A hook that runs this case may have named the real repository.
read -ra names <<<"$(git rev-parse --local-env-vars | tr '\n' ' ')"
unset "${names[@]}"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES=$WORK
mkdir -p "$WORK/tree/tests/command/released"
cp -r "$TOP/VERSION" "$TOP/emu" "$WORK/tree/"
cp -r "$TOP/tests/lib" "$WORK/tree/tests/"
cp "$released/keep" "$WORK/tree/tests/command/released/"
keep() {
	! "$WORK/tree/tests/command/released/keep" 2>"$WORK/err" || fail "keep ends well $1"
	grep -q "$2" "$WORK/err" || fail "$1 keep says: $(cat "$WORK/err")"
}
keep "without git" 'needs a git clone'
git init -q "$WORK/tree"
git -C "$WORK/tree" -c user.name=x -c user.email=x commit -q --allow-empty -m x
git -C "$WORK/tree" tag "v$(cat "$TOP/VERSION")"
keep "behind the tag" 'is released: it has the tag v'
