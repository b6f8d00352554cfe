# SPDX-License-Identifier: GPL-2.0-only
# Every allocation of the module fails once: at load, at each read, and at each write of a
# parameter. Loading is then refused with one line, and leaves nothing behind. A read fails as a
# whole. Counts stay right.
# needs: kasan
. "$(dirname "$0")/../lib/host.sh"
defer 'rmmod short 2>/dev/null'
insmod $HERE/short.ko 2>/dev/null || skip "this kernel never asks whether an allocation should fail"

# within FUNCTION,...: let the next allocations fail inside these functions.
within() {
	rmmod short
	insmod $HERE/short.ko within="$1" || fail "cannot load short.ko for $1"
}

# failing N COMMAND...: run COMMAND, and let its Nth allocation there fail. Sets status, and hit
# to 0 if there were fewer allocations.
failing() {
	dmesg -C
	echo "$1" >/sys/module/short/parameters/nth
	"${@:2}" >"$WORK/out" 2>"$WORK/err"
	status=$?
	hit=$(cat /sys/module/short/parameters/failed)
	echo 0 >/sys/module/short/parameters/nth
}
no_memory() { grep -q 'Cannot allocate memory' "$WORK/err" || fail "$*: $(cat "$WORK/err")"; }

# --- load: everything that happens in module_init ---
within do_one_initcall
refused=0
for n in $(seq 2000); do
	failing "$n" insert_module maxactive=1 max_vcpus=8 times=1 hot=1
	[ "$hit" -gt 0 ] || break
	if [ $status -eq 0 ]; then
		# An allocation that need not succeed: the module works.
		assert_eq "files" "$(ls $K | tr '\n' ' ')" "$FILES "
		exact hvc 20
		unload_module
		continue
	fi
	refused=$((refused + 1))
	no_memory "load, allocation $n"
	assert_eq "load, allocation $n: lines" "$(dmesg | grep -c 'kvmtrapcount: ')" 1
	[ ! -e $K ] && [ ! -e /sys/module/kvmtrapcount ] || fail "load, allocation $n: left half-way"
done
echo "load: $((n - 1)) allocations, refused for $refused"
[ $status -eq 0 ] && [ "$refused" -ge 8 ] || fail "load: status $status: $(cat "$WORK/err")"

# --- reads ---
within full_proxy_open,full_proxy_read
load_module max_vcpus=8 times=1 hot=1
exact mixed 20 --vcpus=2
# whole FILE: check that all of the file was read.
whole() {
	case " $MOVING " in
	*" $1 "*) assert_eq "$1: lines" "$(wc -l <"$WORK/out")" "$(wc -l <"$WORK/whole")" ;;
	*) cmp -s "$WORK/whole" "$WORK/out" || fail "$1: another file, allocation $n" ;;
	esac
}
for f in $FILES; do
	cat $K/$f >"$WORK/whole"
	refused=0
	for n in $(seq 200); do
		failing "$n" cat $K/$f
		if [ $status -eq 0 ]; then
			# An allocation that vmalloc tried again, or none failed any more.
			whole "$f"
			[ "$hit" -gt 0 ] || break
			continue
		fi
		refused=$((refused + 1))
		no_memory "$f, allocation $n"
		[ ! -s "$WORK/out" ] || fail "$f, allocation $n: half a file: $(cat "$WORK/out")"
	done
	echo "$f: $((n - 1)) allocations, refused for $refused"
	[ "$refused" -gt 0 ] && [ $status -eq 0 ] || fail "$f: nothing failed, or all did"
done

# --- writes of parameters ---
within param_attr_store
put() { echo 1 >"$P/$1"; }
for p in enabled reset times hot; do
	for n in $(seq 200); do
		[ $p = reset ] || echo 0 >$P/$p
		failing "$n" put $p
		[ "$hit" -gt 0 ] || break
		[ $status -eq 0 ] || no_memory "$p, allocation $n"
		[ $p = reset ] || assert_eq "$p, allocation $n" \
			"$(cat $P/$p)" "$([ $status -eq 0 ] && echo Y || echo N)"
	done
	echo "$p: $((n - 1)) allocations"
	[ $p = reset ] || assert_eq "$p in the end" "$(cat $P/$p)" Y
done
exact mixed 20
