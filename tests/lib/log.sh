# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For run-cases and here: what the kernel says while a case runs, and how a case that failed is shown.
# $log is a file whose name no other run has: the kernel's log may have the words of that one.
LIB=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# follow_log: copy to $log what the kernel says from now on. A case may clear the log that dmesg shows,
# but not this one. The process is $follower.
follow_log() {
	"$LIB/follow-log" >"$log" 2>/dev/null &
	follower=$!
}

# caught_up WORD...: wait until $log has all that the kernel has said so far. Return false where
# nobody follows it any more. The kernel may overwrite what was said and not read yet, or not take it:
# say it again. SAY: how often (until it is there).
caught_up() {
	local words="${0##*/} ${log##*/}: $*" n
	for ((n = 0; n != ${SAY:--1}; n++)); do
		kill -0 "$follower" 2>/dev/null || return
		echo "$words" >/dev/kmsg
		for _ in {1..50}; do
			! grep -q "$words\$" "$log" || return 0
			sleep 0.1
		done
	done
	return 1
}

# complaints LINE: print what the kernel has complained about after that line of $log.
complaints() { tail -n +$(($1 + 1)) "$log" | grep -A 30 -E "$(cat "$LIB/complaints")"; }

# shortened: print the first 40 lines and the last 39 of a longer text. The last ones tell why a case failed.
shortened() {
	awk '{ line[NR] = $0 }
		END { for (n = 1; n <= NR; n++) if (NR <= 80 || n <= 40 || n > NR - 39) print line[n]; else if (n == 41) print "..." }'
}
