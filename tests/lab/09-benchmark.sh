# SPDX-License-Identifier: GPL-2.0-only
# Row 9: three benchmarks ran on the host, in one guest, and in two. Each has a time and counters. Where
# the clock counts instructions, they are not faster in a guest, and about half as fast in two.
. "$(dirname "$0")/../lib/lab.sh"
check() {
	assert_eq "lines" "$(awk -F, 'NR > 1 && $3 > 0' results.csv | wc -l)" 12
	awk -F, -v arch=$arch 'NR > 1 { ns[$1, $2] = $3; mem[$1, $2] = $6; io[$1, $2] = $7 }
	END {
		split("integer memory io", kind, " ")
		for (i = 1; i <= 3 && arch == "arm64"; i++) {
			k = kind[i]
			if (ns["alone a", k] < ns["host", k] || ns["both a", k] < ns["alone a", k]) { print k ": faster in a guest"; bad = 1 }
		}
		r = ns["both a", "integer"] / ns["alone a", "integer"]
		if (arch == "arm64" && (r < 1.8 || r > 2.2)) { print "two on one CPU: " r " times"; bad = 1 }
		# 32 MiB are 8192 pages, of which the guest had some already, on amd64 more of them.
		# A read is one request.
		if (mem["both b", "memory"] < (arch == "arm64" ? 4000 : 1000)) { print "memory: " mem["both b", "memory"]; bad = 1 }
		if (io["alone a", "io"] < 200) { print "io: " io["alone a", "io"]; bad = 1 }
		exit bad
	}' results.csv
}
on_both guests check
