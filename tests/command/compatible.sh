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
