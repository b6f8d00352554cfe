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

# draw NAME TITLE [HEIGHT [CAPTION]] <<GNUPLOT: draw NAME.svg, and print its place in the text. The
# title and the host are above the picture. Colours are those of kvmtrap plot, which colour-blind
# people tell apart: $cpu, $mem, $io and $irq.
cpu="'#0072b2'" mem="'#e69f00'" io="'#009e73'" irq="'#56b4e9'"
draw() {
	local name=$1 title=$2 height=${3:-360} host='an emulated ARMv8 host'
	[[ $(<kernel) != *-amd64 ]] || host='an emulated AMD host'
	{
		echo "set terminal svg size 800,$height dynamic noenhanced background '#ffffff' font 'sans-serif,12'"
		echo "set output '$name.svg'"
		cat <<-GP
			set encoding utf8
			set label 1 '${title//\'/\'\'}' at screen 0.02,1.0-22.0/$height font ',15'
			set label 2 '$host, kernel $(<kernel)' at screen 0.02,1.0-42.0/$height textcolor '#444444'
			set tmargin at screen 1.0-62.0/$height
			set border 3
			set tics nomirror out
			set style fill solid 1 noborder
		GP
		cat
	} >"$name.gnuplot"
	gnuplot "$name.gnuplot" 2>"$name.err" || { cat "$name.err" >&2; exit 1; }
	printf '\n![%s](%s)\n\n' "$title" "$name.svg"
	[ -z "${4:-}" ] || printf '*%s*\n\n' "$4"
}
