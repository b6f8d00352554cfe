# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the reports, on the build machine, in the folder with an experiment's
# results: numbers out of them, and Markdown.
set -euo pipefail

# cell FILE COLUMN [NAME=VALUE ...]: of a file of kvmtrap's, or of FILE:TABLE where
# several follow one another; summed over the matching rows.
cell() {
	local file=${1%%:*} table=${1#*:} want=$2
	shift 2
	awk -v table="${table#"$file"}" -v want="$want" -v filter="$*" '
		$1 == "==>" { next }
		$1 == "kvmtrap" && NF == 3 {
			inside = table == "" || $2 == table
			getline
			delete c
			for (i = 1; i <= NF; i++) c[$i] = i
			n = split(filter, f, " ")
			next
		}
		inside {
			for (i = 1; i <= n; i++) {
				split(f[i], kv, "=")
				if ($c[kv[1]] != kv[2]) next
			}
			sum += $c[want]
		}
		END { printf "%.0f\n", sum }' "$file"
}

# thousands N: as people read it.
thousands() { sed ':a; s/^\([0-9]\+\)\([0-9]\{3\}\)/\1,\2/; ta' <<<"$1"; }

# ratio A B [DIGITS]
ratio() { awk -v a="$1" -v b="$2" -v d="${3:-2}" 'BEGIN { printf "%.*f\n", d, a / b }'; }

# percent A B [DIGITS]
percent() { awk -v a="$1" -v b="$2" -v d="${3:-1}" 'BEGIN { printf "%.*f\n", d, 100 * a / b }'; }

# finding TEXT: a sentence for the first screen of the whole report.
finding() { printf '%s\n' "$*" >findings; }

# draw NAME CAPTION [HEIGHT] <<GNUPLOT: NAME.svg, and its place in the text.
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
