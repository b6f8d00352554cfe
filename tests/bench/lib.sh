# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the parts of the benchmark. They run inside the emulated host, where one instruction
# takes one nanosecond.
# shellcheck disable=SC2034 # used by the parts
T=/sys/kernel/tracing
K=/sys/kernel/debug/kvmtrap

# Wait until the work of booting, such as loading modules, is over.
sleep 12
cd "$(dirname "${BASH_SOURCE[0]}")" || exit
. /etc/os-release
echo 1024 >$T/buffer_size_kb

# head CELL...: print the head of a table whose first column is text.
head() {
	printf '|'
	printf ' %s |' "$@"
	printf '\n|---|'
	printf -- '---:|%.0s' "${@:2}"
	echo
}
