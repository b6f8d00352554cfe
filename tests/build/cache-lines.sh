# SPDX-License-Identifier: GPL-2.0-only
# No cache line has what exits read and what they write, or what one CPU writes at exits and what
# another one needs for something else: as pahole sees the module's structures.
set -euo pipefail
. "$(dirname "$0")/../../emu/lib.sh"
LINE=64	# L1_CACHE_BYTES of arm64, and of x86
fail() { printf '%s\n' "$*"; exit 1; }
seen=$BUILDROOT/tmp/cache-lines-$$.ko
trap 'rm -f "$seen"' EXIT

# groups STRUCTURE GROUP...: each GROUP is "NAME: MEMBER ...". Each member is in one group, and no
# two groups have a line in common. The next structure of an array begins on a line of its own.
groups() {
	local text
	text=$(chroot "$BUILDROOT" pahole -F dwarf -C "$1" "/tmp/${seen##*/}" 2>/dev/null) || true
	[ -n "$text" ] || fail "$kernel: pahole finds no struct $1"
	awk -v line=$LINE -v what="$kernel: struct $1" -v groups="$(printf '%s\n' "${@:2}")" '
		BEGIN {
			n = split(groups, group, "\n")
			for (g = 1; g <= n; g++) {
				m = split(group[g], word, " ")
				sub(/:$/, "", word[1])
				for (w = 2; w <= m; w++) of[word[w]] = word[1]
			}
		}
		/\/\* size: [0-9]+,/ { match($0, /size: [0-9]+/); size = substr($0, RSTART + 6, RLENGTH - 6) }
		/\/\* +[0-9]+ +[0-9]+ \*\/$/ && !/^\t*}/ {
			offset = $(NF - 2); bytes = $(NF - 1)
			name = $0
			sub(/ *\/\*.*/, "", name); sub(/ *__attribute__.*/, "", name); sub(/;$/, "", name)
			sub(/(\[[0-9]+\])+$/, "", name); sub(/.*[ \t*]/, "", name)
			if (!(name in of)) { print what " has " name ", which is in no group"; bad = 1; next }
			found[name] = 1
			for (l = int(offset / line); l <= int((offset + bytes - 1) / line); l++) {
				if (l in owner && owner[l] != of[name]) {
					print what ": line " l " has " name " (" of[name] ") and " first[l] " (" owner[l] ")"
					bad = 1
				}
				owner[l] = of[name]; first[l] = name
			}
		}
		END {
			for (name in of) if (!(name in found)) { print what " has no " name; bad = 1 }
			if (!size || size % line) { print what " takes " size " bytes, which end within a line"; bad = 1 }
			exit bad
		}' <<<"$text" || bad=1
}

# read_mostly VARIABLE...: what exits read is where nothing is written.
read_mostly() {
	local variable
	for variable; do
		chroot "$BUILDROOT" "$(cross "$(kernel_arch $kernel)")objdump" -t "/tmp/${seen##*/}" |
			grep -E "O \.data\.\.read_mostly\s.* $variable$" >/dev/null ||
			{ echo "$kernel: $variable is not among what is mostly read"; bad=1; }
	done
}

bad=''
for kernel in 6.1 7.2 6.12-amd64; do
	cp "$("$EMU/build.sh" $kernel)" "$seen"
	groups record \
		"read-at-exits: quick task vm times hot facts pending vcpu_id" \
		"written-at-exits: next_exit seen_exits run_exits in_run frame" \
		"counted-at-exits: c tid" \
		"registry: vcpu state off_at free_node dead_node"
	groups vm \
		"read-at-exits: kvm number creator pid uid comm" \
		"registry: node kept user live unfolded ended_of_user"
	groups registry \
		"read-at-exits: by_vcpu unattributed size" \
		"thread-changes: by_task" \
		"controls: paused filter_pid filter_vm reset_era" \
		"lock: lock records_used records_most by_kvm free_records free_vms dead fold_work shares last_vm_number vms_live vcpus_ended vcpus_replaced exits_earlier reset_at" \
		"created: created" \
		"readers: readers records times hot vms since times_since begun ended_vms vms_ended vms_forgotten unattributed_base forgotten"
	groups created_set \
		"read-at-exits: by_vcpu" \
		"lock: all pids free size used most period resets unnoted"
	groups times "written-at-exits: seq state mult most last unsure ticks latency"
	groups hot "written-at-exits: over entries"
	read_mostly times_state_of kvm_ops account_trace_min_ns
	case $kernel in
	*amd64) read_mostly x86_uncounted ;;
	*) read_mostly arch_clock_hz ;;
	esac
done
[ -z "$bad" ]
