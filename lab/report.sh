# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the reports, which run on the build machine, in the folder with the results of an
# experiment. They take numbers from the results, and print Markdown.
set -euo pipefail

. "$(dirname "${BASH_SOURCE[0]}")/../emu/table.sh"

# thousands N: print N with a comma before each three digits.
thousands() { sed ':a; s/^\([0-9]\+\)\([0-9]\{3\}\)/\1,\2/; ta' <<<"$1"; }

# ratio A B [DIGITS]: print A / B.
ratio() { awk -v a="$1" -v b="$2" -v d="${3:-2}" 'BEGIN { printf "%.*f\n", d, a / b }'; }

# percent A B [DIGITS]: print A in percent of B.
percent() { awk -v a="$1" -v b="$2" -v d="${3:-1}" 'BEGIN { printf "%.*f\n", d, 100 * a / b }'; }

# finding TEXT: keep TEXT for the list of findings at the top of the page.
finding() { printf '%s\n' "$*" >findings; }

# draw NAME CAPTION [HEIGHT] <<GNUPLOT: draw NAME.svg, and print its place in the text.
draw() {
	local name=$1 caption=$2
	{
		echo "set terminal svg size 800,${3:-360} dynamic background '#ffffff' font 'sans-serif,12'"
		echo "set output '$name.svg'"
		cat
	} >"$name.gnuplot"
	gnuplot "$name.gnuplot" 2>"$name.err" || { cat "$name.err" >&2; exit 1; }
	printf '\n![%s](%s)\n\n*%s*\n\n' "$caption" "$name.svg" "$caption"
}
