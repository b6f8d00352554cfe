# SPDX-License-Identifier: GPL-2.0-only
# Row 22: each picture says what it shows and on which host, and the numbers over the bars are those of
# the snapshots, each in the colour of its class.
. "$(dirname "$0")/../lib/lab.sh"
texts() { sed -n 's/.*<text[^>]*>\(.*\)<\/text>.*/\1/p' "$1" | sed 's/<[^>]*>//g'; }
shows() { texts "$1" | grep -qxF -- "$2" || fail "$1 does not show '$2': $(texts "$1")"; }
check() {
	local host=ARMv8 step class bars all picture title
	[ $arch = arm64 ] || host=AMD
	for step in boot mem io; do
		texts $step-log.svg | grep -qxE "${step}_log: $(thousands "$(at 1 $step total)") exits of the guest, .*" || fail "the title of $step: $(texts $step-log.svg)"
		for class in cpu mem io irq; do
			shows $step-log.svg "${class^^}"
			shows $step-log.svg "$(thousands "$(at 1 $step $class)")"
		done
		bars=$(sed -n "s/.*<polygon fill = 'rgb(\([^)]*\))'.*/\1/p" $step-log.svg | tr ',' ' ' | xargs printf '#%02x%02x%02x ')
		assert_eq "the bars of $step" "$bars" "$(tr -d "'" <<<"$cpu $mem $io $irq ")"
	done
	# The areas have all exits of the CSV: exits per second, times seconds.
	all=$(awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) c[$i] = i; next } $c["class"] ~ /^(cpu|mem|io|irq)$/ { n += $c["exits"] } END { print n }' over-time.csv)
	assert_eq "exits over time" "$(awk 'NR > 1 { n += all * ($1 - begin) } { begin = $1; all = $5 } END { printf "%.0f", n }' areas.csv)" "$all"
	for picture in "$LAB"/*/*.svg; do
		cd "${picture%/*}" || exit
		shows "$picture" "an emulated $host host, kernel $(<kernel)"
		title=$(sed -n "s/^!\[\(.*\)\](${picture##*/})$/\1/p" section.md)
		[ -n "$title" ] || fail "$picture is not in the report"
		shows "$picture" "$title"
		assert_eq "labels of $picture" "$("$TOP/tests/lib/svg-labels" "$picture")" ""
	done
}
on_both boot check
