# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For cases of tests/command/ that look at a real terminal: tmux has one.
need_tools tmux:tmux script:bsdutils
script -qc true /dev/null >/dev/null 2>&1 || { echo "this machine has no pseudo-terminals"; exit 4; }
# tmux runs commands by this shell. When Ctrl-C is sent, sh would end together with kvmtrap, and the commands
# behind it would not run. bash goes on.
export SHELL=/bin/bash
# Cases that use tmux switch the sanitizer's search for leaks off (detect_leaks=0). It starts a process of its
# own: where tmux kills that as well, the search never ends. command/valgrind looks for leaks.
mux() { tmux -L "kvmtrap-$$" -f /dev/null "$@"; }
trap 'mux kill-server 2>/dev/null; rm -rf "$WORK"' EXIT
# screen [OPTION]: print what the terminal shows; -e: with its colours.
# shellcheck disable=SC2120 # some pass none
screen() { mux capture-pane -p "$@"; }
# shows TEXT: wait until the terminal shows TEXT, or has not in 2000 looks.
shows() {
	for _ in $(seq 2000); do
		screen | grep -q -- "$1" && return
		sleep 0.1
	done
	fail "never saw '$1': $(screen)"
}
press() { mux send-keys "$@"; }
