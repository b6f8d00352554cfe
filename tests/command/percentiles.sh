# SPDX-License-Identifier: GPL-2.0-only
# Percentiles of the time to handle exits: the numbers of histograms made by hand, of their
# change, of a histogram whose last bucket has no known end, and of a recording.
. "$(dirname "$0")/../lib/command.sh"
# histograms STATE ROW...: print the state with these rows in the table latency.
histograms() {
	awk '/^kvmtrap / { off = $2 == "latency" } !off' "$1"
	echo "kvmtrap latency 2"
	echo "vm vcpu class from_ns below_ns exits reason max_ns"
	printf '%s\n' "${@:2}" '# end'
}
# of STATE CLASS REASON [OPTION...]: print a row of the view; REASON null: of the whole class.
of() {
	"$KVMTRAP" stat --by percentiles --root "$1" --json "${@:4}" | row "$2" "$3"
}
row() {
	jq -c --arg class "$1" --arg reason "$2" '.views.percentiles[] | select(.class == $class and
		(.reason // "null") == $reason) |
		[.exits, .p50_ns, .p90_ns, .p99_ns, .max_ns, .error_percent != null]'
}
few="6 0 cpu 256 384 90 HVC64 300"
more=("6 0 cpu 256 384 90 HVC64 5000" "6 0 cpu 4096 6144 10 HVC64 5000"
	"6 0 io 1073741824 - 1 MMIO_USER 2500000000" "6 1 cpu 0 256 1 WFx 200")
histograms "$STATES/b" "${more[@]}" >"$WORK/b"
# 2 * 256 * 384 / (256 + 384) = 307, off by 20 % at either end; the next ends with the longest time.
assert_eq HVC64 "$(of "$WORK/b" cpu HVC64)" '[100,307,307,4503,5000,true]'
assert_eq "one of 2.5 s" "$(of "$WORK/b" io MMIO_USER)" '[1,2500000000,2500000000,2500000000,2500000000,true]'
assert_eq "one below 256 ns" "$(of "$WORK/b" cpu WFx)" '[1,200,200,200,200,true]'
assert_eq "class cpu" "$(of "$WORK/b" cpu null)" '[101,307,307,4503,5000,true]'
assert_eq all "$(of "$WORK/b" total null)" '[102,307,4915,4915,2500000000,true]'
assert_eq "vCPU 1" "$(of "$WORK/b" total null --vcpu 1)" '[1,200,200,200,200,true]'
assert_eq "VM 3" "$("$KVMTRAP" stat --by percentiles --root "$WORK/b" --json --vm 3 | jq '.views.percentiles | length')" 0
error() { "$KVMTRAP" stat --by percentiles --root "$1" --json | jq ".views.percentiles[] | select(.class == \"$2\" and .reason == null).error_percent | round"; }
assert_eq "the error" "$(error "$WORK/b" cpu)" 20
assert_eq "no error" "$(error "$WORK/b" io)" 0

# Copies of the first version have no reasons, wider buckets, and a last one without an end.
histograms "$STATES/b" >"$WORK/old"
sed -i 's/^kvmtrap latency 2/kvmtrap latency 1/; s/ reason max_ns$//' "$WORK/old"
printf '%s\n' "6 0 irq 1024 2048 98 " "6 0 irq 2097152 - 2" >>"$WORK/old"
assert_eq "an old copy" "$("$KVMTRAP" stat --by percentiles --root "$WORK/old" --json |
	jq -c '.views.percentiles[0] | [.exits, .p50_ns, .p99_ns, .max_ns, .reason, .error_percent]')" '[100,1365,null,null,null,null]'
# Of the first bucket, which begins at 0, it is the middle.
sed 's/^6 0 irq 1024 2048 98 $/6 0 irq 0 1024 98 /' "$WORK/old" >"$WORK/first"
assert_eq "the first bucket" "$("$KVMTRAP" stat --by percentiles --root "$WORK/first" --json | jq -c '.views.percentiles[0] | [.exits, .p50_ns]')" '[100,512]'

# Of a change only its exits count. The longest time may have been before.
if can_mount; then
	histograms "$STATES/b" "$few" >"$WORK/a"
	on_host "$WORK/a" '"$KVMTRAP" stat --by percentiles --json -o "$WORK/change" -- bash -c "become $WORK/b"'
	assert_eq "the change" "$(row cpu HVC64 <"$WORK/change")" '[10,4503,4503,4503,5000,true]'
fi

# Each exit of a recording is known. What the histogram says of it is not off by more than it says.
zcat "$STATES/amd.dat.gz" >"$WORK/amd.dat"
"$KVMTRAP" report "$WORK/amd.dat" --json >"$WORK/exact"
"$KVMTRAP" stat --by percentiles --root "$WORK/amd.dat" --json >"$WORK/told"
assert_eq "reasons off by more" "$(jq -c --slurpfile exact "$WORK/exact" '[.views.percentiles[] | select(.reason) | . as $t |
	$exact[0].rows[] | select(.reason == $t.reason) | . as $e | ("p50_ns", "p90_ns", "p99_ns", "max_ns") |
	select(($t[.] - $e[.] | fabs) > $e[.] * (if . == "max_ns" then 0 else $t.error_percent end + 0.01) / 100) |
	"\($t.reason) \(.) \($t[.]) \($e[.])"]' "$WORK/told")" '[]'
# As trace-cmd reads it, each time of each reason.
need_tools trace-cmd:trace-cmd
trace-cmd report -i "$WORK/amd.dat" 2>/dev/null | sed -n 's/.*kvmtrap_exit:.* reason=\([^ ]*\) .* ns=\([0-9]*\).*/\1 \2/p' | sort -k1,1 -k2,2n |
	awk '
		function row(p) { return v[int((n * p + 99) / 100)] }
		function show() { if (n) print reason, n, sum, v[1], row(50), row(90), row(99), v[n] }
		$1 != reason { show(); reason = $1; n = sum = 0 }
		{ v[++n] = $2; sum += $2 }
		END { show() }' >"$WORK/theirs"
assert_eq "times" "$(jq -r '.rows[] | "\(.reason) \(.exits) \(.total_ns) \(.min_ns) \(.p50_ns) \(.p90_ns) \(.p99_ns) \(.max_ns)"' "$WORK/exact" | sort)" "$(cat "$WORK/theirs")"
[ "$(wc -l <"$WORK/theirs")" -ge 3 ] || fail "$(cat "$WORK/theirs")"
assert_eq "reasons" "$(jq '[.views.percentiles[] | select(.reason)] | length' "$WORK/told")" "$(jq '.rows | length' "$WORK/exact")"

# In Prometheus each bucket has all that are below its end. The last end is 1.07 s.
bucket() { "$KVMTRAP" export -R "$WORK/b" | awk -v s="kvmtrap_handling_seconds_bucket{vm=\"6\",class=\"$1\",le=\"$2\"}" 'index($0, s) == 1 { print $NF }'; }
assert_eq "ends of buckets" "$(bucket cpu 2.56e-07) $(bucket cpu 4.096e-06) $(bucket cpu 8.192e-06) $(bucket cpu +Inf)" \
	"1 91 101 101"
assert_eq "one of 2.5 s" "$(bucket io 1.073741824) $(bucket io +Inf)" "0 1"

# A histogram has bars, and the error is told. In CSV and JSON there are no bars.
"$KVMTRAP" stat --by latency,percentiles --root "$WORK/b" >"$WORK/out"
assert_eq bars "$(awk '/^cpu/ && /#/ { print length($NF) }' "$WORK/out" | tr '\n' ' ')" "1 40 4 "
assert_eq "bars of another class" "$(awk '/^io/ && /#/ { print length($NF) }' "$WORK/out" | tr '\n' ' ')" "40 "
grep -q 'off by ±% at most, below 256 ns by 128 ns; Max is exact' "$WORK/out" || fail "$(cat "$WORK/out")"
# A table of the first version has no longest times.
"$KVMTRAP" stat -R "$STATES/b" --by percentiles >"$WORK/old"
grep -q 'Max is what no exit exceeded' "$WORK/old" || fail "$(cat "$WORK/old")"
assert_eq "columns in CSV" "$("$KVMTRAP" stat --by latency --root "$WORK/b" --csv | head -n 1)" \
	time,seconds,class,from_ns,below_ns,exits,percent
"$KVMTRAP" diff --by percentiles "$WORK/b" "$WORK/b" 2>"$WORK/err" && fail "a diff of percentiles"
grep -q 'percentiles are of one copy' "$WORK/err" || fail "$(cat "$WORK/err")"
