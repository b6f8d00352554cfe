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
. ./arch.sh
echo 1024 >$T/buffer_size_kb

# head CELL...: print the head of a table whose first column is text.
head() {
	printf '|'
	printf ' %s |' "$@"
	printf '\n|---|'
	printf -- '---:|%.0s' "${@:2}"
	echo
}

# give_up WHAT: a guest has told no number. Where one is missing, the others of its row or column are
# no differences.
give_up() {
	echo "not measured: $1" >&2
	exit 1
}

# least TIMES COMMAND...: print the smallest number that COMMAND prints in TIMES runs.
least() {
	local least='' n
	for _ in $(seq "$1"); do
		n=$("${@:2}") || return
		[ -n "$least" ] && [ "$least" -le "$n" ] || least=$n
	done
	echo "$least"
}

# life VCPUS EXITS: print the instructions that a VM of VCPUS vCPUs takes for EXITS exits in
# all. It is the CPU time of its process, as waiting takes no instructions.
life() {
	./trapgen hvc $(($2 / $1)) --vcpus="$1" | awk '$1 == "cpu" { print $3 * 1000; told = 1; exit } END { exit !told }'
}
# exit_of VCPUS: print the instructions of one exit: what twice as many exits take more.
EXITS=409600
exit_of() {
	local once twice
	once=$(least 2 life "$1" $EXITS) && twice=$(least 2 life "$1" $((2 * EXITS))) || return
	echo $(((twice - once) / EXITS))
}

# rows COLUMN...: print a row without the module and one for each way to count. Each number is
# what exit_of COLUMN prints, or how much it is above that of the first row. WAYS: lists of
# parameters of the module.
WAYS=("" "times=1 hot=1")
rows() {
	local base=() a more
	row "nothing attached" "$@"
	for a in "${ATTACHMENTS[@]}"; do
		for more in "${WAYS[@]}"; do
			# shellcheck disable=SC2086 # words
			insmod kvmtrapcount.ko attach=$a $more
			row "\`attach=$a${more:+ $more}\`" "$@"
			rmmod kvmtrapcount
		done
	done
}
row() {
	local n column
	printf '| %s' "$1"
	for column in "${@:2}"; do
		n=$(exit_of "$column") || give_up "$column"
		if [ -z "${base[column]:-}" ]; then
			base[column]=$n
			printf ' | %d' "$n"
		else
			printf ' | %+d' $((n - base[column]))
		fi
	done
	echo ' |'
}
