# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# What long work is at: which step runs, how many are done, and about how long is left. On a terminal
# it is one line that is written again and again; in a log, a line where a step begins and ends,
# and at most one a minute in between. Steps may run side by side.
#
#   progress_begin NAME JOBS STEP...   the work NAME has these steps, JOBS of them at a time
#   progress_start STEP                a step begins
#   progress_done STEP [failed]        it has ended
#   progress_end                       all of it has
#
# How long a step takes is known from the last time that it did not fail: $CACHE/durations/NAME. It is
# told, and nothing ever waits or fails because of it.
#
# A script may define progress_look, which is called each second and may begin and end steps; and
# progress_within STEP, which prints how far a step that runs is ("3 of 7 cases").
#
# PROGRESS_CLOCK: a file whose number is the time; tests have one. On a terminal, whoever prints a line
# prints $PROGRESS_CLEAR before it, as say() does, so that nothing of ours stands behind it.

progress_now() {
	if [ -z "${PROGRESS_CLOCK:-}" ]; then now=$EPOCHSECONDS; else read -r now <"$PROGRESS_CLOCK"; fi
}

# progress_span SECONDS: set span to "45 s", "12 min" or "1 h 20 min".
progress_span() {
	if [ "$1" -lt 90 ]; then span="$1 s"
	elif [ "$1" -lt 5400 ]; then span="$((($1 + 30) / 60)) min"
	else span="$(($1 / 3600)) h $(($1 / 60 % 60)) min"; fi
}

progress_begin() {
	local i took step
	progress_file=$CACHE/durations/$1 progress_jobs=$2 progress_steps=("${@:3}") progress_took=()
	progress_dir=$(mktemp -d)
	mkdir -p "${progress_file%/*}"
	while IFS=$'\t' read -r took step; do
		for i in "${!progress_steps[@]}"; do
			[ "${progress_steps[i]}" != "$step" ] || progress_took[i]=$took
		done
	done < <(cat "$progress_file" 2>/dev/null)
	progress_now
	progress_began=$now
	echo "$now" >"$progress_dir/told"
	progress_columns=
	if [ -t 2 ]; then
		progress_columns=$(stty size <&2 2>/dev/null | cut -d' ' -f2)
		[ "${progress_columns:-0}" -gt 0 ] || progress_columns=80
		export PROGRESS_CLEAR=$'\r\e[K'
	fi
	mkfifo "$progress_dir/wake"
	# Not a job of the script, which may wait for all of its jobs.
	(progress_watch &)
}

# progress_number STEP: set i to its number.
progress_number() {
	for i in "${!progress_steps[@]}"; do
		[ "${progress_steps[i]}" != "$1" ] || return 0
	done
	die "no step '$1'"
}

progress_start() {
	local i now
	progress_number "$1"
	progress_now
	echo "$now" >"$progress_dir/$i.begun"
	progress_tell "$1 begins"
}

progress_done() {
	local i now begun span
	progress_number "$1"
	progress_now
	read -r begun <"$progress_dir/$i.begun"
	[ -n "${2:-}" ] || echo $((now - begun)) >"$progress_dir/$i.took"
	: >"$progress_dir/$i.ended"
	progress_span $((now - begun))
	progress_tell "$1 ${2:-ended} after $span"
}

# progress_state: set n to how many steps have ended, run to the numbers of those that run, and left to
# the seconds that all others will take; left is empty if that cannot be known.
progress_state() {
	local i begun rest known=0 sum=0 unknown=0 longest=0 took=()
	n=0 run=() left=0
	for i in "${!progress_steps[@]}"; do
		took[i]=${progress_took[i]:-}
		[ ! -e "$progress_dir/$i.took" ] || read -r "took[i]" <"$progress_dir/$i.took"
		[ -z "${took[i]}" ] || known=$((known + 1)) sum=$((sum + took[i]))
	done
	for i in "${!progress_steps[@]}"; do
		if [ -e "$progress_dir/$i.ended" ]; then n=$((n + 1)); continue; fi
		rest=${took[i]}
		# One that was never seen takes as long as others do.
		[ -n "$rest" ] || [ $known -eq 0 ] || rest=$((sum / known))
		[ -n "$rest" ] || unknown=1 rest=0
		if [ -e "$progress_dir/$i.begun" ]; then
			run+=("$i")
			read -r begun <"$progress_dir/$i.begun"
			rest=$((rest - (now - begun)))
			# It takes longer. Whether that says anything is known only if it was seen before.
			[ $rest -gt 0 ] || [ -n "${took[i]}" ] || unknown=1
			[ $rest -ge 0 ] || rest=0
		fi
		left=$((left + rest))
		[ $rest -le $longest ] || longest=$rest
	done
	left=$((left / progress_jobs))
	[ $left -ge $longest ] || left=$longest
	[ $unknown -eq 0 ] || left=
}

# progress_line: set line to what is done, and how long is left. The clock was read.
progress_line() {
	local n run left span
	progress_state
	line="$n of ${#progress_steps[@]} done"
	progress_span $((now - progress_began))
	line+=", $span so far"
	[ -n "$left" ] || return 0
	progress_span "$left"
	if [ "$left" -gt 0 ]; then line+=", about $span left"
	elif [ "$n" -lt ${#progress_steps[@]} ]; then line+=", longer than the last time"; fi
}

# progress_running: set line to the steps that run, and how far they are.
progress_running() {
	local n run left i within
	progress_state
	line=
	for i in "${run[@]}"; do
		within=
		! declare -F progress_within >/dev/null || within=$(progress_within "${progress_steps[i]}")
		line+="${line:+; }${progress_steps[i]}${within:+ ($within)}"
	done
}

# progress_tell WHAT: a line in the log: what happened, and what is left.
progress_tell() {
	local line
	[ -z "$progress_columns" ] || return 0
	progress_line
	echo "$now" >"$progress_dir/told"
	say "$1: $line"
}

# Write the line on the terminal, or one in the log if there was none for a minute.
progress_show() {
	local now line text told
	progress_now
	if [ -z "$progress_columns" ]; then
		{ read -r told <"$progress_dir/told"; } 2>/dev/null || return 0
		[ $((now - ${told:-$now})) -lt 60 ] || { progress_running; progress_tell "$line"; }
		return 0
	fi
	progress_line
	text=$line
	progress_running
	text="[$text] $line"
	# The cursor goes back, so that other lines begin at the left.
	printf '\r\e[K%s\r' "${text:0:progress_columns-1}" >&2
}

# Once a second, as long as the script runs. It does not get the signals of the keyboard.
progress_watch() {
	local tick
	set +e
	trap 'rm -rf "$progress_dir"; exit' TERM
	exec {tick}<>"$progress_dir/wake"
	while kill -0 $$ 2>/dev/null; do
		! declare -F progress_look >/dev/null || progress_look
		progress_show
		! read -r -t "${PROGRESS_TICK:-1}" -u "$tick" || break
	done
	rm -rf "$progress_dir"
}

progress_end() {
	local i file
	file=$(mktemp "$progress_file.XXXXXX")
	for i in "${!progress_steps[@]}"; do
		if [ -e "$progress_dir/$i.took" ]; then printf '%s\t%s\n' "$(cat "$progress_dir/$i.took")" "${progress_steps[i]}"; fi
	done >"$file"
	# Of steps that did not run now, the last time stays.
	awk -F'\t' 'NR == FNR { print; seen[$2]; next } !($2 in seen)' "$file" <(cat "$progress_file" 2>/dev/null) >"$file.new"
	mv "$file.new" "$progress_file"
	rm -f "$file"
	# The watcher removes the folder when it ends. If it was killed, nobody waits for it.
	echo over 1<>"$progress_dir/wake"
	for i in {1..50}; do
		[ -d "$progress_dir" ] || break
		sleep 0.1
	done
	rm -rf "$progress_dir"
	[ -z "$progress_columns" ] || printf '%s' "${PROGRESS_CLEAR:-}" >&2
	unset PROGRESS_CLEAR
}
