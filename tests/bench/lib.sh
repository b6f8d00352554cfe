# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
# For the parts of the benchmark, inside the emulated host, where one instruction
# is one nanosecond.
# shellcheck disable=SC2034 # used by the parts
T=/sys/kernel/tracing
K=/sys/kernel/debug/kvmtrap

# The boot's own work, module loading and the like, must be over.
sleep 12
cd "$(dirname "${BASH_SOURCE[0]}")" || exit
. /etc/os-release
echo 1024 >$T/buffer_size_kb

# head CELL...: of a table whose first column is text
head() {
	printf '|'
	printf ' %s |' "$@"
	printf '\n|---|'
	printf -- '---:|%.0s' "${@:2}"
	echo
}
